import type { Flags } from './flags.ts';
import { shellWord } from './shell-word.ts';

/** `turbosmtp-auth login --profile staging`, of `login`. */
export type FollowUp = (words: string) => string;

/**
 * The command to go on with, about the same account: with the options that were typed and say which one. What came from
 * variables still holds where it is typed.
 */
export const followUp =
  ({ profile, baseUrl }: Pick<Flags, 'profile' | 'baseUrl'>): FollowUp =>
  (words) =>
    [
      `turbosmtp-auth ${words}`,
      ...(profile === undefined ? [] : [`--profile ${shellWord(profile)}`]),
      ...(baseUrl !== undefined && isRepeatable(baseUrl) ? [`--base-url ${shellWord(baseUrl)}`] : []),
    ].join(' ');

/** Every client refuses a base URL with user info or a query, and a text that is no URL. Each of them may hold a secret. */
function isRepeatable(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  return url !== null && url.href === url.origin + url.pathname;
}
