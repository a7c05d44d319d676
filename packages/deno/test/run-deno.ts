import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

// The command of the npm package is a Node process that starts Deno: killing it would leave Deno behind.
const command = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url));
const deno = execFileSync(command, ['eval', '--no-config', 'console.log(Deno.execPath())'], {
  encoding: 'utf8',
}).trim();

/**
 * The command that runs a program of `children/` in the real Deno with these permissions and no others. It uses this package's source and, as
 * the other tests do, the core as built.
 */
export const denoCommand = (
  program: string,
  permissions: readonly string[],
  args: readonly string[],
): readonly [command: string, ...args: string[]] => [
  deno,
  'run',
  '--no-config',
  '--node-modules-dir=manual',
  '--no-check',
  '--no-remote',
  '--quiet',
  ...permissions,
  fileURLToPath(new URL(`children/${program}.ts`, import.meta.url)),
  ...args,
];

/** Starts such a program; a prompt counts as a no. */
export function startDeno(
  program: string,
  permissions: readonly string[],
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const [command, ...rest] = denoCommand(program, ['--no-prompt', ...permissions], args);
  return spawn(command, rest, {
    stdio: ['pipe', 'pipe', 'inherit'],
    // By itself it now and then asks for a newer Deno, which is a host more.
    env: { PATH: process.env['PATH'], NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', ...environment },
  });
}

/** Runs a program to its end and answers the JSON it printed. */
export async function runDeno(
  program: string,
  permissions: readonly string[],
  ...args: string[]
): Promise<unknown> {
  return runDenoIn({}, program, permissions, ...args);
}

/** The same, with these variables. */
export async function runDenoIn(
  environment: Readonly<Record<string, string>>,
  program: string,
  permissions: readonly string[],
  ...args: string[]
): Promise<unknown> {
  const child = startDeno(program, permissions, args, environment);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const output = child.stdout ? await text(child.stdout) : '';
  expect(await ended, `exit code of ${program}`).toBe(0);
  return JSON.parse(output);
}

/** What files in a directory take. */
export const filesIn = (directory: string): string[] => [
  `--allow-read=${directory}`,
  `--allow-write=${directory}`,
];
