// Publishes to JSR the versions that JSR lacks. Whether npm took something in the same run does not matter: a run that
// npm survived and JSR did not is repaired by the next one. `--dry-run` uploads nothing.
import { spawnSync } from 'node:child_process';
import { root } from '../toolchain.mjs';
import { jsrPackages, lackedByJsr, pendingChangesets } from './jsr.mjs';

const dryRun = process.argv.includes('--dry-run');
const pending = pendingChangesets(root);
const lacked = pending.length > 0 ? [] : await lackedByJsr(jsrPackages(root));
if (pending.length > 0)
  console.log(`JSR: nothing to do while changesets are pending, ${pending.length} of them`);
else if (lacked.length === 0) console.log('JSR: it has every version');
else {
  for (const { name, version } of lacked) console.log(`JSR: lacks ${name} ${version}`);
  // Deno publishes the members of the workspace in the order of their imports, and leaves out a version that JSR has.
  const options = dryRun ? ['--dry-run', '--allow-dirty'] : [];
  const { status, error } = spawnSync('deno', ['publish', ...options], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
}
