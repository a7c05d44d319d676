import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

// The command of the npm package is a Node process that starts Deno: a signal would reach only the former.
const command = join(dirname(createRequire(import.meta.url).resolve('deno/package.json')), 'bin.cjs');

/** Deno itself. */
export const deno: string = execFileSync(
  process.execPath,
  [command, 'eval', '--no-config', 'console.log(Deno.execPath())'],
  { encoding: 'utf8' },
).trim();

/** The script. */
export const script: string = join(import.meta.dirname, '../src/main.ts');

/** A program that runs, and what it has said so far. */
export interface Program {
  readonly process: ChildProcess;
  /** Standard output; of a terminal, all that it showed. */
  output(): string;
  /** Standard error. */
  errors(): string;
  /** Types, or writes to standard input. */
  type(text: string): void;
  /** Waits until it has said this, on either stream. */
  says(pattern: RegExp): Promise<void>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/** Milliseconds. They only stop what hangs. */
const PATIENCE = 60_000;

/** Starts a program that ends with its test. */
export function start(
  file: string,
  args: readonly string[],
  { env, cwd }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Program {
  const child = spawn(file, args, {
    stdio: 'pipe',
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => {}); // it may have ended
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    type: (text) => void child.stdin.write(text),
    says: async (pattern) => {
      const end = Date.now() + PATIENCE;
      while (!pattern.test(output + errors)) {
        if (Date.now() > end) throw new Error(`It never said ${pattern}:\n${output}${errors}`);
        await sleep(20);
      }
    },
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}

const terminal = '/usr/bin/script';

/** Whether there is a terminal to start programs in; it says so if not. */
export function terminalAvailable(): boolean {
  if (process.platform === 'linux' && existsSync(terminal)) return true;
  console.warn('\n!!! SKIPPED: what is typed in a terminal. script(1) of util-linux is needed. !!!\n');
  return false;
}

/** Starts a program in a terminal of its own. */
export function startInTerminal(file: string, args: readonly string[]): Program {
  const words = [file, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return start(
    terminal,
    ['--quiet', '--return', '--echo', 'always', '--command', `exec ${words.join(' ')}`, '/dev/null'],
    { env: { TERM: 'dumb', SHELL: '/bin/sh' } },
  );
}
