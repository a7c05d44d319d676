// Fetches pinned programs (a Node, pnpm) from the npm registry, once, into .toolchain/.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const windows = process.platform === 'win32';
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The folder with the one executable among what npm installed, if it did: node-<platform>/bin or @pnpm/exe.<platform>. */
function executableDirectory(directory) {
  const modules = join(directory, 'node_modules');
  const find = (folder, prefix) =>
    existsSync(folder) && readdirSync(folder).find((name) => name.startsWith(prefix));
  const node = find(modules, 'node-');
  if (node) return join(modules, node, 'bin');
  const pnpm = find(join(modules, '@pnpm'), 'exe.');
  return pnpm ? join(modules, '@pnpm', pnpm) : undefined;
}

/** Installs tools/toolchain/<name> (a package.json with a lock) once, and returns where. */
async function ensure(name) {
  const source = join(root, 'tools', 'toolchain', name);
  const { version } = readJson(join(source, 'package.json'));
  const target = join(root, '.toolchain', `${name}-${version}-${process.platform}-${process.arch}`);
  if (existsSync(target)) return target;
  console.error(`toolchain: fetching ${name} ${version} from the npm registry (once)`);
  // Nobody who looks for a program in .toolchain/ finds one that is not whole yet.
  const staging = join(root, '.toolchain', 'fetching', `${name}-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(source, file), join(staging, file));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm is a .cmd file on Windows, which only a shell starts; the arguments hold nothing to quote.
  const child = windows
    ? spawn(`npm ${args.join(' ')}`, { cwd: staging, stdio: ['ignore', 'ignore', 'inherit'], shell: true })
    : spawn('npm', args, { cwd: staging, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve));
  // npm counts an optional dependency that it could not fetch as a success.
  if (code !== 0 || !executableDirectory(staging)) {
    rmSync(staging, { recursive: true, force: true });
    throw new Error(`npm could not fetch ${name} ${version} for ${process.platform}-${process.arch}`);
  }
  try {
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true }); // another process was first
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** The folder with the executable of the Node pinned in tools/toolchain/<name>. */
export async function fetchNode(name) {
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime) {
    throw new Error('there is no Node to fetch for musl');
  }
  return executableDirectory(await ensure(name));
}

/** The folder with the executable of the pinned pnpm. */
export async function fetchPnpm() {
  return executableDirectory(await ensure('pnpm'));
}
