// The package for Node in one ES module, as a user bundles it, passes what the package itself passes, as far as a bundle can break
// it: what is loaded on first use, processes that start the bundle, and optional packages that are not in it. That is the conformance
// suite with a sandbox in the process, and the files of tests below. The rest of the package's tests wait more than they load,
// or test a file behind the entry. The tests are copied beside the bundle, which has the name of the entry they import.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { launchProcess } from '../runners/launch-process.ts';
import { directory, runConformance } from '../runners/run-conformance.ts';
import { bundle } from './bundle.ts';

const folder = '.bundled';
const here = join(directory, folder);
const source = join(directory, '..', 'packages', 'node');

rmSync(here, { recursive: true, force: true, maxRetries: 10 });
mkdirSync(join(here, 'src'), { recursive: true });
await bundle("export * from '@turbosmtp-auth/node'", `${folder}/src/index.ts`);
mkdirSync(join(here, 'dist'));
// For tests that start from what is built.
copyFileSync(join(here, 'src', 'index.ts'), join(here, 'dist', 'index.js'));
await bundle("export * from '@turbosmtp-auth/node/api'", `${folder}/dist/api.js`);
cpSync(join(source, 'test'), join(here, 'test'), { recursive: true });
copyFileSync(join(source, 'package.json'), join(here, 'package.json'));
// The optional packages are found from where the bundle is.
symlinkSync(join(source, 'node_modules'), join(here, 'node_modules'), 'junction');

const tests = [
  'create-client',
  'fetch-requests',
  'file-lock',
  'find-sealing-key',
  'permission-model',
  'redis-key-store',
  'sealed-file-key-store',
  'sealing-key-rotation',
  'unstorage-key-store',
].map((name) => `test/${name}.test.ts`);
for (const name of tests)
  if (/from '\.\.\/src\/(?!index\.ts')/.test(readFileSync(join(here, name), 'utf8')))
    throw new Error(`${name} tests a file behind the entry, which is not in the bundle by itself`);

const vitest = join(directory, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', join(directory, 'bundled', 'vitest.config.ts'), ...tests],
  { cwd: here, stdio: 'inherit' },
);
if (status !== 0) process.exitCode = 1;

const program = join(directory, 'dist', 'process', 'node.js');
const file = await bundle(`import ${JSON.stringify(program)}`, `${folder}/conformance.mjs`, true);
await runConformance(
  'node-bundled',
  () => launchProcess(process.execPath, [file], 'It is the Node that runs this.'),
  ['in process'],
);
