// Runs every test of this package, a few runs at a time, and says in the end whether all of them passed. Most of what
// a run does is to wait; and a case that fails because others run beside it would fail on a busy machine.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const directory = import.meta.dirname;
const AT_ONCE = 4;
/** How long one run may take, in ms, of which the longest takes some minutes of an idle machine. */
const LIMIT = 20 * 60_000;

const vitest = ['vitest', 'run', '--retry=1', '--reporter=default', '--reporter=../tools/vitest-results.ts'];
const bundled = [process.execPath, 'bundled/run.ts'];
// Of browsers, of Bun and of some Nodes only a part: a run of everything takes as long as others do, or finds what those find.
// `test:firefox` and the like run everything, and so does each job of the workflow.
const some = [['chromium'], ['bun'], ['firefox'], ['extension', 'chromium'], ['extension', 'firefox']];
// Of the lines of Node, the oldest and the newest: what only one between them does is left to the workflow.
const nodes = [
  ['node', 'node-26'],
  ['node', 'node-22-floor', '--some'],
];
const runners = [...nodes, ['deno'], ['workerd'], ...some.map((run) => [...run, '--some'])].map(
  ([name, ...rest]) => [process.execPath, `runners/${name}.ts`, ...rest],
);
// The longest first.
const waiting = [vitest, ...runners, bundled];

// What an earlier run found says nothing about this one.
rmSync(join(directory, 'test-results'), { recursive: true, force: true, maxRetries: 10 });

/** Its output comes in one piece, when it has ended. */
async function run([command = '', ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const status = await new Promise((resolve) => {
    child.on('error', (error) => resolve(output.push(Buffer.from(`${error.message}\n`))));
    child.on('close', resolve);
    // What a program that it started still holds open is not waited for.
    child.on('exit', (code) => setTimeout(resolve, 5_000, code));
  });
  if (child.signalCode !== null) output.push(Buffer.from(`ended by ${child.signalCode}\n`));
  process.stdout.write(Buffer.concat(output));
  return status === 0;
}

const failed: string[] = [];
const times: string[] = [];
const lane = async (): Promise<void> => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const start = performance.now();
    const [, ...what] = next;
    if (!(await run(next))) failed.push(next.join(' '));
    times.push(`${Math.round((performance.now() - start) / 1000)} s: ${what.join(' ')}`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, lane));

console.log(`Each run took, beside ${AT_ONCE - 1} others:\n${times.join('\n')}`);
for (const command of failed) console.error(`FAILED: ${command}`);
process.exit(failed.length > 0 ? 1 : 0);
