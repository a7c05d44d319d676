import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchNode, windows } from '../../tools/toolchain.mjs';

/** A runtime, and how it runs a program of ours. */
export interface Runtime {
  readonly name: string;
  /** The program itself: a launcher in front of it would be what a signal reaches. */
  readonly executable: string;
  readonly flags: readonly string[];
  /** Which of a program's two forms it runs. */
  readonly form: 'node' | 'deno';
}

const installed = (name: string): string =>
  fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const node = async (line: string): Promise<string> =>
  join((await fetchNode(line)) ?? '', windows ? 'node.exe' : 'node');
const ask = (name: string, ...args: string[]): string =>
  execFileSync(installed(name), args, { encoding: 'utf8', shell: windows }).trim();

const denoFlags = [
  'run',
  '--no-prompt',
  '--no-config',
  '--node-modules-dir=manual',
  '--no-check',
  '--no-remote',
  '--quiet',
];

/** Every runtime that shares files with others, the newest of each line. */
export async function allRuntimes(): Promise<readonly Runtime[]> {
  return [
    { name: 'node-22', executable: await node('node-22'), flags: ['--no-warnings'], form: 'node' },
    { name: 'node-24', executable: await node('node-24'), flags: [], form: 'node' },
    { name: 'node-26', executable: await node('node'), flags: [], form: 'node' },
    {
      name: 'bun',
      executable: ask('bun', '-e', 'console.log(process.execPath)'),
      flags: ['run'],
      form: 'node',
    },
    {
      name: 'deno',
      executable: ask('deno', 'eval', '--no-config', 'console.log(Deno.execPath())'),
      flags: [...denoFlags, '--allow-all'],
      form: 'deno',
    },
  ];
}

/** The same Deno, that may read and write this directory and do nothing else. */
export const denoWithin = ({ executable }: Runtime, directory: string): Runtime => ({
  name: 'deno with two permissions',
  executable,
  flags: [...denoFlags, `--allow-read=${directory}`, `--allow-write=${directory}`],
  form: 'deno',
});
