// Builds what the tests import, all published packages among it, and then runs a program of theirs with the arguments that follow: node tools/run-built.mjs tests/matrix/run.ts
import { spawnSync } from 'node:child_process';
import { root } from './toolchain.mjs';

const run = (command, args, stdout) =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', stdout, 'inherit'] }).status ?? 1;

// On stderr (2), so that stdout is the program's and nothing else.
const built = run(
  'pnpm',
  ['exec', 'turbo', 'run', 'build', '--filter=@turbosmtp-auth/tests^...', '--output-logs=errors-only'],
  2,
);
process.exitCode = built === 0 ? run(process.execPath, process.argv.slice(2), 'inherit') : built;
