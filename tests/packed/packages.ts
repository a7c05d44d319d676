import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** Every package that is published, by the name of its folder. */
export const published = ['core', 'sandbox', 'node', 'browser', 'deno'] as const;

/** A project of somebody who installed the published packages from their tarballs. */
export interface Consumer extends AsyncDisposable {
  readonly directory: string;
  /** Runs a program there and answers what it printed. */
  run(command: string, ...args: string[]): Promise<string>;
}

/** Packs what is built now, and answers the names of the files. */
export async function pack(
  directory: string,
  names: readonly (typeof published)[number][] = published,
): Promise<string[]> {
  for (const name of names)
    await run('pnpm', ['pack', '--pack-destination', directory], { cwd: join(root, 'packages', name) });
  return (await readdir(directory)).filter((name) => name.endsWith('.tgz'));
}

/** Packs what is built now and installs it with npm, outside of this repository so that nothing of it is found. */
export async function installTarballs(
  names: readonly (typeof published)[number][] = published,
): Promise<Consumer> {
  const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-packed-'));
  const at = { cwd: directory, maxBuffer: 64 * 1024 * 1024 };
  const tarballs = await pack(directory, names);
  const dependencies = Object.fromEntries(
    tarballs.map((file) => [`@turbosmtp-auth/${/turbosmtp-auth-([a-z]+)-/.exec(file)?.[1]}`, `file:${file}`]),
  );
  // An override, so that what they ask of each other is not looked for in a registry that may not have it yet.
  const manifest = { private: true, type: 'module', dependencies, overrides: dependencies };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], at);
  return {
    directory,
    run: async (command, ...args) => (await run(command, args, at)).stdout,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 10 }),
  };
}
