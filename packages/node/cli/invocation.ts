import type { Client, KeyStore } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from './command.ts';
import { usage } from './failures.ts';
import { type Followed, followRequests } from './follow-requests.ts';
import { followUp } from './follow-up.ts';
import { minAssurance } from './key-place.ts';
import { createPaint, showsUnicode, symbolsOf } from './paint.ts';
import type { Chosen } from './program.ts';
import { createQuestions } from './secrets/questions.ts';

/** The process, as far as the program knows it. */
export type Host = Pick<
  NodeJS.Process,
  'stdin' | 'stdout' | 'stderr' | 'env' | 'platform' | 'on' | 'off' | 'exit'
>;

/** The live service. The library has it too, but tells it to nobody. */
const LIVE_BASE_URL = 'https://pro.api.serversmtp.com/api/v2';

/** What a command works with, made from what was typed. Nothing is loaded or opened until it is asked for. */
export function createInvocation(
  { flags, typed, argument }: Chosen,
  commands: readonly CommandSpec[],
  host: Host,
  signal: AbortSignal,
): Invocation & AsyncDisposable & Pick<Followed, 'unanswered' | 'loggedIn'> {
  const timeout = timeoutOf(flags.timeout);
  const { profile = 'default', baseUrl = LIVE_BASE_URL } = flags;
  const { stdin, stdout, stderr, env, platform } = host;
  const output = [stderr, stdout].find(({ isTTY }) => isTTY);
  const symbols = symbolsOf(showsUnicode(platform, env));
  let opened: Promise<Client> | undefined;
  let followed: Followed | undefined;

  const open = async (): Promise<Client> => {
    const { createClient, operations } = await import('@turbosmtp-auth/node');
    followed = followRequests(operations);
    const limit = timeout === undefined ? {} : { timeout };
    return createClient({ profile, baseUrl, minAssurance, trace: followed.trace, ...limit });
  };

  return {
    profile,
    baseUrl,
    timeout,
    unanswered: () => followed?.unanswered(),
    loggedIn: () => followed?.loggedIn() ?? false,
    refusedLogins: () => followed?.refusedLogins() ?? 0,
    flags,
    typed,
    argument,
    follow: followUp(typed),
    commands,
    env,
    signal,
    paint: createPaint(stdout, env),
    symbols,
    questions: createQuestions({
      stdin,
      output,
      signal,
      paint: createPaint(output ?? stderr, env),
      symbols,
    }),
    client: () => {
      opened ??= open();
      return opened;
    },
    keyStore: async (): Promise<KeyStore> => {
      const { autoKeyStore } = await import('@turbosmtp-auth/node');
      return autoKeyStore({ minAssurance });
    },
    [Symbol.asyncDispose]: async () => {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

function timeoutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0)
    throw usage('The value of --timeout cannot be used.', 'Give a number of seconds above zero.');
  return Number(text) * 1000;
}
