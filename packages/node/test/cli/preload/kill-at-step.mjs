// Kills the process with SIGKILL right before, or right after, the n-th step that its run of a command takes: a request, a change
// of its note, or the start of the command. KILL_AT is n, KILL_WHEN is `before` or `after`.
import childProcess from 'node:child_process';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT, KILL_WHEN } = process.env;
let taken = 0;

const kill = () => {
  process.kill(process.pid, 'SIGKILL');
  for (;;); // until that arrives
};

const step = (work) => {
  taken++;
  const isIt = taken === Number(KILL_AT);
  if (isIt && KILL_WHEN === 'before') kill();
  const result = work();
  if (!isIt) return result;
  if (typeof result?.then === 'function') return result.then(kill);
  return kill();
};

for (const name of ['open', 'rename', 'rm']) {
  const real = fs[name];
  fs[name] = (path, ...rest) =>
    /[\\/]runs[\\/]/.test(String(path)) ? step(() => real(path, ...rest)) : real(path, ...rest);
}
const { fetch } = globalThis;
globalThis.fetch = (...args) => step(() => fetch(...args));
const { spawn } = childProcess;
childProcess.spawn = (...args) => step(() => spawn(...args));
syncBuiltinESMExports();
