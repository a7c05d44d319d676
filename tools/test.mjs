// `npm test`: installs what the tests need, runs every task of turbo.json, and counts what really ran.
//
// A test task counts the tests that it ran (see test-results.ts); any other task counts as one. The last
// line of output is the sum. In CI a missing system package is a failure; elsewhere the tests that need it
// are skipped, and the table says how many. Arguments go to turbo: `npm test -- --filter=./packages/core`.
import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSystemPackages, systemPackagesFingerprint } from './system-packages.mjs';
import { readTestResults } from './test-results.ts';
import { readJson, root } from './toolchain.mjs';

const continuousIntegration = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

function runTurbo() {
  const tasks = Object.keys(readJson(join(root, 'turbo.json')).tasks).map((task) =>
    task.replace(/^\/\/#/, ''),
  );
  const options = ['--continue=dependencies-successful', '--summarize', '--output-logs=errors-only'];
  const { status } = spawnSync(
    'pnpm',
    ['exec', 'turbo', 'run', ...tasks, ...options, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TEST_SYSTEM_PACKAGES: systemPackagesFingerprint() },
    },
  );
  return status ?? 1;
}

const row = (suite, runtime, passed, failed, skipped) => ({ suite, runtime, passed, failed, skipped });

/** The rows of a task that is no test, or that ended in a way which no test accounts for. */
const taskRow = (suite, succeeded) => row(suite, '', succeeded ? 1 : 0, succeeded ? 0 : 1, 0);

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
      const { suite, runtime, version, passed, skipped } = result;
      yield row(`${directory}: ${suite}`, `${runtime} ${version}`, passed, result.failed, skipped);
    }
  } catch (error) {
    console.error(`${taskId}: left no readable result: ${error.message}`);
    failed++;
    yield taskRow(`${name} (no result)`, false);
  }
  if (!succeeded && failed === 0) yield taskRow(`${name} (exit code ${execution.exitCode})`, false);
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
  rmSync(join(root, old), { recursive: true, force: true });
const summaries = join(root, '.turbo', 'runs');
rmSync(summaries, { recursive: true, force: true });

const status = runTurbo();

const rows = [];
if (continuousIntegration)
  for (const { name } of missing) rows.push(taskRow(`system package ${name} (missing)`, false));
try {
  const [summary] = readdirSync(summaries);
  const { tasks } = JSON.parse(readFileSync(join(summaries, summary), 'utf8'));
  for (const task of tasks.filter(({ command }) => command !== '<NONEXISTENT>')) rows.push(...count(task));
} catch {
  rows.push(taskRow('turbo (no summary)', false));
}

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
