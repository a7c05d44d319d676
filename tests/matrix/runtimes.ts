// The runtimes, which the matrix does not run again: the conformance suite runs on each, and leaves a result.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTestResults, type TestResult } from '../../tools/test-results.ts';
import { directory } from '../runners/run-conformance.ts';

const runtimes = [
  'node-22-floor',
  'node-22',
  'node-24',
  'node-26',
  'deno',
  'bun',
  'workerd',
  'chromium',
  'firefox',
  'chromium-extension',
  'firefox-extension',
  'webkit',
];

/** What the last run on each runtime found here, or the command that runs it. */
export function runtimeLines(): readonly string[] {
  const results: readonly TestResult[] = existsSync(join(directory, 'test-results'))
    ? readTestResults(directory)
    : [];
  return runtimes.map((runtime) => {
    const found = results.find((result) => result.suite === 'conformance' && result.runtime === runtime);
    const ran = found
      ? `version ${found.version}: ${found.passed} passed, ${found.failed} failed, ${found.skipped} skipped, in the last run here`
      : 'not run here yet';
    return `  ${runtime.padEnd(18)}  ${ran} (pnpm --filter=@turbosmtp-auth/tests run test:${runtime})`;
  });
}
