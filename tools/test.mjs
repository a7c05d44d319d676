// `npm test`: installs what the tests need, runs every task of turbo.json, and counts what really ran.
//
// A test task counts the tests that it ran (see test-results.ts); any other task counts as one. The last
// line of output is the sum. A missing system package is a row of the table: in CI it failed, elsewhere it counts as
// skipped, with the tests that need it. Arguments go to turbo: `npm test -- --filter=./packages/core`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSystemPackages, systemPackagesFingerprint } from './system-packages.mjs';
import { readTestResults } from './test-results.ts';
import { readJson, root } from './toolchain.mjs';

const continuousIntegration = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** How long all tasks together may take, in ms. Two quiet cores need a quarter of that, and busy ones three times as long. */
const LIMIT = 80 * 60_000;
const overrun = `tasks that did not end within ${LIMIT / 60_000} minutes`;

/** Its exit code, or `overrun`. */
async function runTurbo() {
  const tasks = Object.keys(readJson(join(root, 'turbo.json')).tasks).map((task) =>
    task.replace(/^\/\/#/, ''),
  );
  const options = ['--continue=dependencies-successful', '--summarize', '--output-logs=errors-only'];
  const turbo = spawn('pnpm', ['exec', 'turbo', 'run', ...tasks, ...options, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_SYSTEM_PACKAGES: systemPackagesFingerprint() },
  });
  const late = Promise.withResolvers();
  const watchdog = setTimeout(late.resolve, LIMIT, overrun);
  const ended = once(turbo, 'exit').then(([code]) => code ?? 1);
  const status = await Promise.race([ended, late.promise]);
  clearTimeout(watchdog);
  if (status === overrun) {
    console.error(`\n${overrun}. What runs now:`);
    endDescendants();
    turbo.kill('SIGKILL');
    await ended;
  }
  return status;
}

/** Prints what this process started and what that started, with the time that each has run and computed, and ends it. */
function endDescendants() {
  if (process.platform === 'win32') return;
  const { stdout } = spawnSync('ps', ['-ww', '-eo', 'pid,ppid,etime,time,args'], { encoding: 'utf8' });
  const descendants = new Set([process.pid]);
  for (const line of stdout.split('\n').slice(1)) {
    const [pid, parent] = line.trim().split(/\s+/, 2).map(Number);
    if (!descendants.has(parent)) continue;
    descendants.add(pid);
    console.error(line.slice(0, 240));
  }
  descendants.delete(process.pid);
  for (const pid of [...descendants].reverse())
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile, or it was ps.
    }
}

const row = (suite, runtime, passed, failed, skipped) => ({ suite, runtime, passed, failed, skipped });

/** The rows of a task that is no test, or that ended in a way which no test accounts for. */
const taskRow = (suite, succeeded) => row(suite, '', succeeded ? 1 : 0, succeeded ? 0 : 1, 0);

/** How long test files took, as the results of their suites say. */
const fileTimes = [];

/** What passed only when it was tried again. */
const secondTries = [];

function* count(task) {
  const { execution, directory, taskId } = task;
  const name = `${directory || 'repository'} ${task.task}`;
  if (!execution) {
    console.error(`${taskId}: did not run, because something that it depends on failed`);
    yield taskRow(`${name} (did not run)`, false);
    return;
  }
  const succeeded = execution.exitCode === 0;
  if (task.task !== 'test') {
    yield taskRow(name, succeeded);
    return;
  }
  let failed = 0;
  try {
    for (const result of readTestResults(join(root, directory))) {
      for (const failure of result.failures ?? []) console.error(`${taskId}: FAILED: ${failure}`);
      failed += result.failed;
      const { suite, runtime, version, passed, skipped, secondTry = [], slowest = [] } = result;
      secondTries.push(...secondTry.map((test) => `${directory}: ${suite}, ${runtime}: ${test}`));
      fileTimes.push(...slowest.map((time) => ({ directory, ...time })));
      yield row(`${directory}: ${suite}`, `${runtime} ${version}`, passed, result.failed, skipped);
    }
  } catch (error) {
    console.error(`${taskId}: left no readable result: ${error.message}`);
    failed++;
    yield taskRow(`${name} (no result)`, false);
  }
  if (!succeeded && failed === 0) yield taskRow(`${name} (exit code ${execution.exitCode})`, false);
}

/** How long the longest tasks took, and when they began, in seconds from the first. */
function printTimes(tasks) {
  const ran = tasks.flatMap(({ taskId, execution }) => (execution ? [{ taskId, ...execution }] : []));
  const first = Math.min(...ran.map(({ startTime }) => startTime));
  const seconds = (ms) => `${Math.round(ms / 1000)} s`.padStart(6);
  console.log('\nThe longest tasks, and when they began:');
  for (const { taskId, startTime, endTime } of ran
    .sort((a, b) => b.endTime - b.startTime - (a.endTime - a.startTime))
    .slice(0, 12))
    console.log(`${seconds(endTime - startTime)}  ${seconds(startTime - first)}  ${taskId}`);
}

/** Which test files took longest, of all packages. */
function printSlowest(files) {
  console.log('\nThe longest test files:');
  for (const { directory, file, seconds } of files.sort((a, b) => b.seconds - a.seconds).slice(0, 20))
    console.log(`${`${seconds} s`.padStart(6)}  ${directory}/${file}`);
}

/** Nothing is known to be wrong with these; but on a quiet machine each should pass at once. */
function printSecondTries() {
  if (secondTries.length === 0) return;
  console.log('\n!!! Failed, and passed when tried again:');
  for (const test of secondTries) console.log(test);
}

function printTable(rows) {
  const columns = ['suite', 'runtime', 'passed', 'failed', 'skipped'];
  const lines = [columns, ...rows.map((line) => columns.map((column) => String(line[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index].length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, index) => (index < 2 ? cell.padEnd(widths[index]) : cell.padStart(widths[index])))
        .join('  '),
    );
}

const missing = ensureSystemPackages();
for (const old of globSync('{*,*/*}/test-results', { cwd: root, exclude: ['**/node_modules'] }))
  rmSync(join(root, old), { recursive: true, force: true, maxRetries: 10 });
const summaries = join(root, '.turbo', 'runs');
rmSync(summaries, { recursive: true, force: true, maxRetries: 10 });

const status = await runTurbo();

const rows = [];
for (const { name } of missing) {
  const [failed, skipped] = continuousIntegration ? [1, 0] : [0, 1];
  rows.push(row(`system package ${name} (missing)`, '', 0, failed, skipped));
}
try {
  const [summary] = readdirSync(summaries);
  const { tasks } = JSON.parse(readFileSync(join(summaries, summary), 'utf8'));
  for (const task of tasks.filter(({ command }) => command !== '<NONEXISTENT>')) rows.push(...count(task));
  printTimes(tasks);
  printSlowest(fileTimes);
  printSecondTries();
} catch {
  rows.push(taskRow('turbo (no summary)', false));
}
if (status === overrun) rows.push(taskRow(overrun, false));

const sum = (column) => rows.reduce((total, line) => total + line[column], 0);
if (status !== 0 && sum('failed') === 0) rows.push(taskRow(`turbo (exit code ${status})`, false));
console.log();
printTable(
  rows.sort((a, b) => Number(a.runtime !== '') - Number(b.runtime !== '') || (a.suite < b.suite ? -1 : 1)),
);
console.log();
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
