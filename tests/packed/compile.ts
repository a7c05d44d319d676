import { copyFile, cp, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Consumer } from './packages.ts';

const require = createRequire(import.meta.url);
export const fixtures: string = join(import.meta.dirname, 'fixtures');

/** Copies the fixtures into a project, and the types of Node with what they need. */
export async function addFixtures({ directory }: Consumer): Promise<void> {
  for (const name of await readdir(fixtures)) await copyFile(join(fixtures, name), join(directory, name));
  const nodeTypes = dirname(require.resolve('@types/node/package.json'));
  const undici = dirname(createRequire(join(nodeTypes, 'package.json')).resolve('undici-types/package.json'));
  const options = { recursive: true, dereference: true };
  await cp(nodeTypes, join(directory, 'node_modules', '@types', 'node'), options);
  await cp(undici, join(directory, 'node_modules', 'undici-types'), options);
}

/** The version of a compiler. */
export const compilerVersion = (compiler: string): string => require(`${compiler}/package.json`).version;

/** What a compiler says of one file of a project: nothing, if it compiles. */
export async function compile(
  { directory, run }: Consumer,
  compiler: string,
  file: string,
  compilerOptions: Readonly<Record<string, unknown>>,
): Promise<string> {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin', 'tsc');
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  // Errors are printed on stdout, so they are what a failure shows.
  return run(process.execPath, tsc, '-p', '.').catch(({ stdout }) => stdout);
}
