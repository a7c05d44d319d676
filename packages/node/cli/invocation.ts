import type { Client, ClientOptions, ConsumerPair, KeyStore, TraceEvent } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from './command.ts';
import { usage } from './failures.ts';
import { type Followed, followRequests } from './follow-requests.ts';
import { followUp } from './follow-up.ts';
import { minAssurance } from './key-place.ts';
import { LIVE_BASE_URL } from './live-base-url.ts';
import { createPaint, showsUnicode, symbolsOf } from './paint.ts';
import { chooseProfile } from './profiles/choose-profile.ts';
import type { Chosen } from './program.ts';
import type { Progress } from './progress.ts';
import { createQuestions, type Questions } from './secrets/questions.ts';

/** The process, as far as the program knows it. */
export type Host = Pick<
  NodeJS.Process,
  'stdin' | 'stdout' | 'stderr' | 'env' | 'platform' | 'on' | 'off' | 'exit'
>;

/** What a command works with, made from what was typed. Nothing is loaded or opened until it is asked for. */
export function createInvocation(
  { flags, typed, argument, words }: Chosen,
  commands: readonly CommandSpec[],
  host: Host,
  {
    signal,
    divertSignals,
    note,
    progress,
    end,
  }: Pick<Invocation, 'signal' | 'divertSignals' | 'note'> & {
    readonly progress: Progress;
    readonly end: (name: 'SIGINT' | 'SIGHUP') => void;
  },
): Invocation & AsyncDisposable & Pick<Followed, 'unanswered' | 'loggedIn'> {
  const timeout = timeoutOf(flags.timeout);
  const { baseUrl = LIVE_BASE_URL } = flags;
  const { stdout, stderr, env, platform } = host;
  const profileChoice = chooseProfile({ typed: typed.profile, given: flags.profile }, env);
  const { profile } = profileChoice;
  const output = [stderr, stdout].find(({ isTTY }) => isTTY);
  const symbols = symbolsOf(showsUnicode(platform, env));
  const say = (line: string): void => void stderr.write(`${line}\n`);
  const ask = (): Questions => {
    const questions = createQuestions({
      stdin: host.stdin,
      output,
      say,
      signal,
      end,
      paint: createPaint(output ?? stderr, env),
      isDumb: env['TERM'] === 'dumb',
      symbols,
    });
    return {
      ...questions,
      secrets: (all) => progress.pausedWhile(() => questions.secrets(all)),
      text: (...question) => progress.pausedWhile(() => questions.text(...question)),
      confirm: (question) => progress.pausedWhile(() => questions.confirm(question)),
    };
  };
  let questions: Questions | undefined;
  let opened: Promise<Client> | undefined;
  const all: Promise<Client>[] = [];
  let followed: Followed | undefined;

  // One for all, so that its key is imported once.
  let store: Promise<KeyStore> | undefined;
  const keyStore = (): Promise<KeyStore> => {
    store ??= import('@turbosmtp-auth/node').then(({ autoKeyStore }) => autoKeyStore({ minAssurance }));
    return store;
  };
  const open = async (more: ClientOptions): Promise<Client> => {
    const { createClient, nodeFetch } = await import('@turbosmtp-auth/node');
    let ofEnvironment: typeof fetch | undefined;
    return createClient({
      profile,
      baseUrl,
      // Made on the first request: the variable of a proxy that cannot be used matters to no command that asks the store only.
      fetch: async (input, init) => {
        ofEnvironment ??= nodeFetch();
        return ofEnvironment(input, init);
      },
      keyStore: await keyStore(),
      ...(timeout !== undefined && { timeout }),
      ...more,
    });
  };
  const keep = (client: Promise<Client>): Promise<Client> => {
    all.push(client);
    return client;
  };
  const follow = async (consumer: ConsumerPair | undefined): Promise<Client> => {
    const { operations } = await import('@turbosmtp-auth/node');
    const requests = followRequests(operations);
    followed = requests;
    const trace = (event: TraceEvent): void => {
      requests.trace(event);
      progress.trace(event);
    };
    return open({ trace, ...(consumer && { consumer }) });
  };

  return {
    profile,
    profileChoice,
    baseUrl,
    timeout,
    unanswered: () => followed?.unanswered(),
    loggedIn: () => followed?.loggedIn() ?? false,
    refusedLogins: () => followed?.refusedLogins() ?? 0,
    flags,
    typed,
    argument,
    words,
    divertSignals,
    note,
    say,
    follow: followUp(typed),
    commands,
    env,
    signal,
    paint: createPaint(stdout, env),
    symbols,
    // Looked at by those who need it: to Node it is a stream to make, and a sixth of its own start.
    get stdin() {
      return host.stdin;
    },
    stdout,
    get onTerminal() {
      return [host.stdin, stdout, stderr].some(({ isTTY }) => isTTY);
    },
    get questions() {
      questions ??= ask();
      return questions;
    },
    client: (consumer) => {
      opened ??= keep(follow(consumer));
      return opened;
    },
    clientApart: () => keep(open({})),
    keyStore,
    [Symbol.asyncDispose]: async () => {
      for (const client of all) await (await client.catch(() => undefined))?.close();
    },
  };
}

function timeoutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0)
    throw usage('The value of --timeout cannot be used.', 'Give a number of seconds above zero.');
  return Number(text) * 1000;
}
