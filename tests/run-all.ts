// Runs every test of this package, one after another, and says in the end whether all of them passed. The runtimes do
// not run at the same time: what they are timed by must not be each other.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const directory = import.meta.dirname;
const vitest = ['vitest', 'run', '--reporter=default', '--reporter=../tools/vitest-results.ts'];
const runners = ['node', 'bun', 'deno', 'workerd', 'chromium'].map((name) => [
  process.execPath,
  `runners/${name}.ts`,
]);

// What an earlier run found says nothing about this one.
rmSync(join(directory, 'test-results'), { recursive: true, force: true });

const failed = [vitest, ...runners].filter(([command = '', ...args]) => {
  const { status } = spawnSync(command, args, {
    cwd: directory,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status !== 0;
});
for (const command of failed) console.error(`FAILED: ${command.join(' ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
