// What a test task leaves behind, so that `npm test` can count what really ran.
//
// Every run writes one file, <package>/test-results/<suite>-<runtime>.json, of the shape `TestResult`. turbo keeps
// the files among the outputs of the task, so that a cached task is counted by what it found when it ran. A test
// task without such a file counts as failed: nothing shows that it ran.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestResult {
  readonly suite: string;
  /** What ran the tests: `node`, `deno`, `bun`, `workerd`, `chromium`, … */
  readonly runtime: string;
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of failed tests, printed by `npm test`. */
  readonly failures?: readonly string[];
  /** The names of tests that failed and passed when they were tried again, printed by `npm test`. */
  readonly secondTry?: readonly string[];
  /** The test files that took longest, printed by `npm test`. */
  readonly slowest?: readonly TestFileTime[];
}

export interface TestFileTime {
  readonly file: string;
  readonly seconds: number;
}

const folder = 'test-results';

/** Writes the result of one run below a package's directory. */
export function writeTestResult(directory: string, result: TestResult): void {
  const target = join(directory, folder);
  mkdirSync(target, { recursive: true });
  const name = `${result.suite}-${result.runtime}`.replaceAll(/[^\w.-]+/g, '-');
  writeFileSync(join(target, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** The results of every run below a package's directory; throws where there is none, or one of another shape. */
export function readTestResults(directory: string): TestResult[] {
  const names = readdirSync(join(directory, folder)).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error(`no result in ${folder}/`);
  return names.map((name) => {
    const result: unknown = JSON.parse(readFileSync(join(directory, folder, name), 'utf8'));
    if (!isTestResult(result))
      throw new TypeError(`${name} is not a test result (see tools/test-results.ts)`);
    return result;
  });
}

function isTestResult(value: unknown): value is TestResult {
  if (typeof value !== 'object' || value === null) return false;
  const { suite, runtime, version, passed, failed, skipped }: Partial<Record<string, unknown>> = { ...value };
  return (
    [suite, runtime, version].every((text) => typeof text === 'string' && text !== '') &&
    [passed, failed, skipped].every((number) => Number.isInteger(number) && Number(number) >= 0)
  );
}
