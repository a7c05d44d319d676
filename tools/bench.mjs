// `npm run bench`: builds what is measured, then measures it. What follows `--` is passed on: --json, --quick, --long.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

const run = (command, args, stdout) =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', stdout, 'inherit'] }).status ?? 1;

// On stderr (2), so that stdout is the report and nothing else.
const built = run(
  'pnpm',
  ['exec', 'turbo', 'run', 'build', '--filter=@turbosmtp-auth/benchmarks^...', '--output-logs=errors-only'],
  2,
);
process.exitCode =
  built === 0
    ? run(process.execPath, [join(root, 'benchmarks', 'src', 'main.ts'), ...process.argv.slice(2)], 'inherit')
    : built;
