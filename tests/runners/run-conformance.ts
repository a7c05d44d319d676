import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { type TestResult, writeTestResult } from '../../tools/test-results.ts';
import type { Report } from '../suite/run-suite.ts';
import { expectedCount, judge } from './judge.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';

/** The directory of this package. */
export const directory: string = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs the built suite in a runtime and answers what it reports; `origin` is that of the sandbox over HTTP. */
export type Launch = (origin: string) => Promise<Report & { version: string }>;

/** Runs the suite in one runtime, judges it, says so in a line and leaves a result. Sets the exit code. */
export async function runConformance(runtime: string, launch: Launch): Promise<void> {
  await using server = await serveSandbox(createSandbox());
  try {
    const report = await launch(server.url);
    conclude(judge(runtime, report.version, report));
  } catch (error) {
    const missing = error instanceof MissingRuntimeError && !process.env['CI'];
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { suite: 'conformance', runtime, version: 'none', passed: 0 } as const;
    if (missing)
      console.warn(`\n!!! ${runtime} IS MISSING: nothing was tested there. ${error.message} !!!\n`);
    conclude(
      missing
        ? { ...nothing, failed: 0, skipped: expectedCount }
        : { ...nothing, failed: 1, skipped: 0, failures: [`${runtime} did not report: ${reason}`] },
    );
  }
}

function conclude(result: TestResult): void {
  const { suite, runtime, version, passed, failed, skipped, failures = [] } = result;
  writeTestResult(directory, result);
  for (const failure of failures) console.error(`${runtime}: FAILED: ${failure}`);
  console.log(`${suite}: ${runtime} ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) process.exitCode = 1;
}
