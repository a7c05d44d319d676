// `npm run quick`: the tests of what is being worked on, in seconds. `npm test` is what decides.
//
//   npm run quick                                         what changed since the last commit
//   npm run quick -- packages/core                        every test of a package
//   npm run quick -- packages/core/test/retry.test.ts     a file of tests
//   npm run quick -- packages/core/src/session            the tests that import a file, or any file of a folder
//   npm run quick -- packages/core -t 'a name'            vitest gets the first option and all that follows
//   npm run quick -- packages/core --watch                again after each change of a file, until Ctrl-C
//
// It first builds each package and those that the package imports; turbo skips what did not change. A build that fails
// ends the run, so that no test passes over an old build. Beside the tests it checks types and style.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workspaceFolders } from './installation.mjs';
import { root, windows } from './toolchain.mjs';

class Problem extends Error {}

const given = process.argv.slice(2).filter((argument) => argument !== '--watch');
const watching = process.argv.includes('--watch');
const firstOption = given.findIndex((argument) => argument.startsWith('-'));
const named = given.slice(0, firstOption < 0 ? undefined : firstOption);
const vitestOptions = firstOption < 0 ? [] : given.slice(firstOption);

function git(command, ...args) {
  const { status, stdout } = spawnSync('git', [command, '-z', ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Problem(`git ${command} failed.`);
  return stdout.split('\0').filter(Boolean);
}

const trackedFiles = (...paths) => [
  ...new Set(git('ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths)),
];
const changedFiles = () => [
  ...git('diff', '--name-only', '--diff-filter=d', 'HEAD'),
  ...git('ls-files', '--others', '--exclude-standard'),
];

/** A path that was typed, from the root and with slashes. */
function fromRoot(path) {
  const full = resolve(process.env['INIT_CWD'] ?? root, path);
  if (!existsSync(full)) throw new Problem(`There is no ${path}.`);
  return relative(root, full).split(sep).join('/');
}

/** The packages to test, each whole or by files that its tests may import, and the paths to lint. */
function plan() {
  const paths = named.length > 0 ? named.map(fromRoot) : changedFiles();
  if (paths.length === 0)
    throw new Problem('No file changed since the last commit: name a package or a file.');
  const folders = workspaceFolders(root).sort((a, b) => b.length - a.length); // one may lie in another
  const packages = new Map();
  for (const path of paths) {
    const folder = folders.find((each) => path === each || path.startsWith(`${each}/`));
    if (!folder && named.length > 0) throw new Problem(`${path} is in no package.`);
    if (!folder) continue;
    const { files, whole } = packages.get(folder) ?? { files: [], whole: false };
    const inside = statSync(join(root, path)).isDirectory() ? trackedFiles(path) : [path];
    const code = inside.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
    packages.set(folder, {
      whole: whole || path === folder,
      files: [...files, ...code.map((file) => file.slice(folder.length + 1))],
    });
  }
  for (const [folder, work] of packages) {
    work.tested = existsSync(join(root, folder, 'vitest.config.ts')) && (work.whole || work.files.length > 0);
    if (!work.tested && named.length > 0) throw new Problem(`No test concerns what was named in ${folder}.`);
  }
  return { packages, paths };
}

/** Runs a program, and answers whether it succeeded and what it printed, if that was captured. */
function run(command, args, { cwd = root, captured = true } = {}) {
  return new Promise((resolve) => {
    const stdio = captured ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd, stdio, shell: windows });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', ({ message }) => resolve({ passed: false, output: message }));
    child.on('close', (status) => resolve({ passed: status === 0, output }));
  });
}

/** turbo's filter for a package and all of ours that it imports. */
const withImports = (folder) => `{${folder}}...`;

const turbo = (task, filters) =>
  run('turbo', ['run', task, ...filters.map((each) => `--filter=${each}`), '--output-logs=errors-only']);

/** Runs the tests, and answers `undefined` if there are none to run. */
async function test(packages) {
  let result;
  for (const [folder, { tested, whole, files }] of packages) {
    if (!tested) continue;
    const args = [...(whole ? ['run'] : ['related', '--run', ...files]), ...vitestOptions];
    const { passed } = await run('vitest', args, { cwd: join(root, folder), captured: false });
    result = { passed: passed && (result?.passed ?? true), output: '' };
  }
  return result;
}

async function runOnce() {
  const start = performance.now();
  const { packages, paths } = plan();
  const folders = [...packages.keys()].map((folder) => `./${folder}`);
  const results = new Map();
  const add = (name, result) => result && results.set(name, result);
  if (folders.length > 0) add('build', await turbo('build', folders.map(withImports)));
  if (results.get('build')?.passed ?? true) {
    const types = folders.length > 0 ? turbo('typecheck', folders) : undefined;
    const style = run('biome', ['check', '--error-on-warnings', '--no-errors-on-unmatched', ...paths]);
    add('tests', await test(packages));
    add('types', await types);
    add('style', await style);
  }
  for (const { passed, output } of results.values()) if (!passed) console.error(output);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdicts = [...results].map(([name, { passed }]) => `${name} ${passed ? 'passed' : 'FAILED'}`);
  if (!results.has('tests')) verdicts.push('no tests ran');
  console.log(`quick: ${verdicts.join(', ')}, in ${seconds} s`);
  return [...results.values()].every(({ passed }) => passed);
}

/** Changes when a file of the repository does. */
const fingerprint = () =>
  trackedFiles()
    .map((file) => `${file} ${statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs}`)
    .join('\n');

for (;;) {
  const before = watching ? fingerprint() : '';
  try {
    process.exitCode = (await runOnce()) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`quick: ${error.message}`);
    process.exitCode = 1;
  }
  if (!watching) break;
  console.log('quick: waiting for a change');
  while (fingerprint() === before) await sleep(500);
}
