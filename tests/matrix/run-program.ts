import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { directory as tests } from '../runners/run-conformance.ts';

/** How long a program may take, in ms: it only stops one that hangs, since each must end by itself. */
const LIMIT = 240_000;

export interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether what it says on standard error is part of the answer. Default: `false`. */
  readonly withErrors?: boolean;
}

/** The environment of a program, without what the npm or pnpm that started this process says about itself. */
const environment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|pnpm_|INIT_CWD|NODE_)/.test(name)),
  ),
  NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
  // What the repository pins comes before what the machine has.
  PATH: [join(tests, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
  CI: 'true',
  NO_COLOR: '1',
  TURBOSMTP_AUTH_KEYCHAIN: 'off',
  TURBOSMTP_AUTH_MATRIX: 'yes',
});

/**
 * Runs a program to its end and answers what it printed.
 *
 * @throws {Error} with all that it printed, if it fails or does not end in time.
 */
export function runProgram(
  command: readonly string[],
  { cwd, env = {}, withErrors = false }: Options,
): Promise<string> {
  const [program = '', ...args] = command;
  const options = { cwd, env: { ...environment(), ...env }, timeout: LIMIT, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) resolve(withErrors ? stdout + stderr : stdout);
      else {
        const why = error.killed
          ? `did not end within ${LIMIT / 1000} s`
          : `failed (${error.code ?? error.signal})`;
        reject(new Error(`${command.join(' ')} ${why}:\n${stdout}${stderr}`.trimEnd()));
      }
    });
  });
}
