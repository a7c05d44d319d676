import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createClient, fileLock, type KeyStore, sealedFileKeyStore } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { type SandboxServer, serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, onTestFinished } from 'vitest';
import { stateDirectory } from '../../src/state-directory.ts';
import { scratchDirectory } from '../scratch-directory.ts';

/** The built command. */
export const bin: string = fileURLToPath(new URL('../../dist/cli/turbosmtp-auth.js', import.meta.url));

/** In a thread, standard input that was read to its end keeps the thread. */
const runAndExit = `import(${JSON.stringify(pathToFileURL(bin).href)}).finally(() => process.exit());`;

/** Words that must be in no output. Each is asked for by no other name than these. */
export const secrets = {
  password: 'Correct-Horse-9',
  newPassword: 'Better-Horse-10',
  wrongPassword: 'Wrong-Horse-11',
  sealingKey: Buffer.alloc(32, 7).toString('base64url'),
} as const;

export const account = { email: 'ada@example.com', password: secrets.password } as const;

/** How a run of the command ended, and what it said. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a run is given beside its arguments. */
export interface Given {
  /** All of standard input; a list is one a line. */
  readonly input?: string | Buffer | readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Secrets that this run is asked to print. */
  readonly reveals?: boolean;
}

/** The command with a home, a service and an environment that nobody else has. */
export interface CommandLine {
  readonly sandbox: Sandbox;
  readonly server: SandboxServer;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs the built command to its end, in a thread, which starts in less than half the time of a process. */
  run(args: readonly string[], given?: Given): Promise<Run>;
  /** Starts the built command as a process: for signals, terminals, pipes that break, and how a process ends. */
  start(args: readonly string[], given?: Given): ChildProcessWithoutNullStreams;
  /** Runs with `--json`, which must print one object and nothing else, and answers that with the exit code. */
  json(args: readonly string[], given?: Given): Promise<{ code: number | null; object: Json }>;
  /** Logs in with the library, on the store of the command. */
  signIn(profile?: string): Promise<void>;
}

/** What `--json` printed: whatever a test expects of it. */
// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects, and fails where it is not so.
export type Json = Record<string, any>;

/** Makes a command line. When the test is over, what it printed is searched for every secret there was. */
export async function commandLine(options: SandboxOptions = {}): Promise<CommandLine> {
  const sandbox = createSandbox({ accounts: [account], ...options });
  const server = await serveSandbox(sandbox);
  const home = await scratchDirectory();
  const printed: string[] = [];
  onTestFinished(async () => {
    await server.close();
    const tokens = sandbox.outbox.list().flatMap(({ token }) => token ?? []);
    for (const secret of [...Object.values(secrets), ...tokens])
      expect(printed.join('\n')).not.toContain(secret);
  });

  const env = {
    PATH: process.env['PATH'],
    SYSTEMROOT: process.env['SYSTEMROOT'], // without it Windows has no network
    HOME: home,
    LOCALAPPDATA: home,
    APPDATA: home,
    LANG: 'C.UTF-8',
    TURBOSMTP_AUTH_KEYCHAIN: 'off',
    TURBOSMTP_AUTH_STORE_KEY: secrets.sealingKey,
    TURBOSMTP_BASE_URL: server.baseUrl,
  };
  const start: CommandLine['start'] = (args, given = {}) =>
    spawn(process.execPath, [bin, ...args], { env: { ...env, ...given.env } });

  const run: CommandLine['run'] = async (args, given = {}) => {
    const { input = '' } = given;
    const thread = new Worker(runAndExit, {
      eval: true,
      argv: [...args],
      env: defined({ ...env, ...given.env }),
      stdin: true,
      stdout: true,
      stderr: true,
    });
    thread.stdin?.end(Array.isArray(input) ? `${input.join('\n')}\n` : input);
    const [out, err, [code]] = await Promise.all([
      text(thread.stdout),
      text(thread.stderr),
      once(thread, 'exit') as Promise<[number]>, // as documented
    ]);
    if (!given.reveals) printed.push(out, err);
    return { code, out, err };
  };

  return {
    sandbox,
    server,
    home,
    env,
    run,
    start,
    json: async (args, given) => {
      const { code, out, err } = await run([...args, '--json'], given);
      expect(err).toBe('');
      expect(out).toMatch(/^\{.*\}\n$/);
      return { code, object: JSON.parse(out) as Json };
    },
    signIn: async (profile = 'default') => {
      await using client = createClient({
        baseUrl: server.baseUrl,
        profile,
        keyStore: storeOf({ home }),
        lock: fileLock({ directory: directoryOf(home) }),
      });
      await client.login(account);
    },
  };
}

/** A thread takes `undefined` for a word. */
const defined = <T>(env: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, T] => entry[1] !== undefined));

/** The key store that the command keeps its records in. */
export const storeOf = ({ home }: Pick<CommandLine, 'home'>): KeyStore =>
  sealedFileKeyStore({ directory: directoryOf(home), sealingKey });

const sealingKey = Buffer.from(secrets.sealingKey, 'base64url');

const directoryOf = (home: string): string =>
  stateDirectory(process.platform, { HOME: home, LOCALAPPDATA: home });
