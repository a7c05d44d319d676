import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type KeyStore, sealedFileKeyStore } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { type SandboxServer, serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, onTestFinished } from 'vitest';
import { stateDirectory } from '../../src/state-directory.ts';
import { scratchDirectory } from '../scratch-directory.ts';

/** The built command. */
export const bin: string = fileURLToPath(new URL('../../dist/cli/turbosmtp-auth.js', import.meta.url));

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
  run(args: readonly string[], given?: Given): Promise<Run>;
  start(args: readonly string[], given?: Given): ChildProcessWithoutNullStreams;
  /** Runs with `--json`, which must print one object and nothing else, and answers that with the exit code. */
  json(args: readonly string[], given?: Given): Promise<{ code: number | null; object: Json }>;
  signIn(...more: string[]): Promise<void>;
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
    const tokens = sandbox.outbox.list().map(({ token }) => token);
    for (const secret of [...Object.values(secrets), ...tokens])
      expect(printed.join('\n')).not.toContain(secret);
  });

  const env = {
    PATH: process.env['PATH'],
    SYSTEMROOT: process.env['SYSTEMROOT'], // without it Windows has no network
    HOME: home,
    LOCALAPPDATA: home,
    LANG: 'C.UTF-8',
    TURBOSMTP_AUTH_KEYCHAIN: 'off',
    TURBOSMTP_AUTH_STORE_KEY: secrets.sealingKey,
    TURBOSMTP_BASE_URL: server.baseUrl,
  };
  const start: CommandLine['start'] = (args, given = {}) =>
    spawn(process.execPath, [bin, ...args], { env: { ...env, ...given.env } });

  const run: CommandLine['run'] = async (args, given = {}) => {
    const child = start(args, given);
    const { input = '' } = given;
    child.stdin.on('error', () => undefined); // it may have refused before it read
    child.stdin.end(Array.isArray(input) ? `${input.join('\n')}\n` : input);
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>, // as documented
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
    signIn: async (...more) => {
      const { code, err } = await run(['login', '--email', account.email, ...more], {
        input: [account.password],
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
    },
  };
}

/** The key store that the command keeps its records in. */
export function storeOf({ home }: CommandLine): KeyStore {
  return sealedFileKeyStore({
    directory: stateDirectory(process.platform, { HOME: home, LOCALAPPDATA: home }),
    sealingKey: Buffer.from(secrets.sealingKey, 'base64url'),
  });
}
