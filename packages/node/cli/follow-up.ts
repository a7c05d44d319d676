import type { Flags } from './command.ts';

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
      ...(profile === undefined ? [] : [`--profile ${quoted(profile)}`]),
      ...(baseUrl === undefined ? [] : [`--base-url ${quoted(baseUrl)}`]),
    ].join(' ');

/** As a shell takes it for one word. */
function quoted(word: string): string {
  if (/^[\w.:/@%+,=-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
