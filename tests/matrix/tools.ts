// The tools of the matrix that the repository has no other use for. tools/package.json pins them; npm installs them once, into
// .toolchain/, so that they cost nothing where the matrix does not run.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJson, root } from '../../tools/toolchain.mjs';
import { runProgram } from './run-program.ts';

const pins = join(import.meta.dirname, 'tools');
const files = ['package.json', 'package-lock.json'];

let installed: Promise<string> | undefined;

async function install(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(join(pins, file)));
  const target = join(root, '.toolchain', `matrix-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;
  console.error('matrix: fetching its tools from the npm registry (once)');
  const staging = join(root, '.toolchain', 'fetching', `matrix-${process.pid}`);
  await mkdir(staging, { recursive: true });
  try {
    for (const file of files) await cp(join(pins, file), join(staging, file));
    await runProgram(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: staging,
    });
    // Another process may have been first.
    await rename(staging, target).catch((error) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 10 });
  }
  return target;
}

/** What resolves a tool: one that only the matrix has, or one of this repository. */
async function requireFor(tool: string): Promise<NodeJS.Require> {
  const own = tool in readJson(join(pins, 'package.json')).dependencies;
  installed ??= own ? install() : undefined;
  return createRequire(own ? join((await installed) ?? '', 'package.json') : import.meta.url);
}

/** The folder of a tool. Fetches the matrix's own on first use. */
export async function folderOf(tool: string): Promise<string> {
  const require = await requireFor(tool);
  for (const modules of require.resolve.paths(tool) ?? [])
    if (existsSync(join(modules, tool, 'package.json'))) return join(modules, tool);
  throw new Error(`${tool} is not installed. Run: npm run bootstrap`);
}

export const versionOf = async (tool: string): Promise<string> =>
  readJson(join(await folderOf(tool), 'package.json')).version;

/** The program of a tool: what Node runs. */
export async function programOf(tool: string, name: string = tool): Promise<string> {
  const folder = await folderOf(tool);
  const { bin } = readJson(join(folder, 'package.json'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** What a tool exports. The matrix's own are not here when types are checked, so that each caller says what it uses of them. */
export async function load<Exports>(tool: string): Promise<Exports> {
  const entry = (await requireFor(tool)).resolve(tool);
  return (await import(pathToFileURL(entry).href)) as Exports; // whoever calls knows the tool
}
