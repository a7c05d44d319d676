import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { type TestResult, writeTestResult } from '../../tools/test-results.ts';
import type { Selection } from '../hosts/every-case.ts';
import type { Report } from '../suite/run-suite.ts';
import { bothModes, expectedIn, judge, type Mode } from './judge.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';

/** The directory of this package. */
export const directory: string = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs the built suite in a runtime and answers what it reports; `origin` is that of the sandbox over HTTP. */
export type Launch = (origin: string) => Promise<Report & { version: string }>;

/** How long a runtime may take over the suite, in ms. Alone on a machine it takes three minutes at most, most of which is waiting. */
export const PATIENCE = 15 * 60_000;

/** How long this process may live on after its last result, in ms: a runtime that it cannot end must not hold it. */
const FAREWELL = 60_000;
let farewell: NodeJS.Timeout | undefined;

/**
 * Runs the suite in one runtime, judges it, says so in a line and leaves a result. Sets the exit code.
 *
 * @param modes What `launch` runs the cases in.
 * @param only Which cases it runs.
 */
export async function runConformance(
  runtime: string,
  launch: Launch,
  modes: readonly Mode[] = bothModes,
  only: Selection = 'all',
): Promise<void> {
  clearTimeout(farewell);
  await using server = await serveSandbox(createSandbox());
  try {
    const report = await withPatience(launch(server.url));
    conclude(judge(runtime, report.version, report, undefined, modes, only));
  } catch (error) {
    const missing = error instanceof MissingRuntimeError && !process.env['CI'];
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { suite: 'conformance', runtime, version: 'none', passed: 0 } as const;
    if (missing)
      console.warn(`\n!!! ${runtime} IS MISSING: nothing was tested there. ${error.message} !!!\n`);
    conclude(
      missing
        ? { ...nothing, failed: 0, skipped: expectedIn(modes, only).size }
        : { ...nothing, failed: 1, skipped: 0, failures: [`${runtime} did not report: ${reason}`] },
    );
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not report in time')), PATIENCE + FAREWELL);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function conclude(result: TestResult): void {
  const { suite, runtime, version, passed, failed, skipped, failures = [] } = result;
  writeTestResult(directory, result);
  for (const failure of failures) console.error(`${runtime}: FAILED: ${failure}`);
  console.log(`${suite}: ${runtime} ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) process.exitCode = 1;
  farewell = setTimeout(() => {
    console.error(`${runtime}: FAILED: it could not be ended: ${process.getActiveResourcesInfo()}`);
    process.exit(1);
  }, FAREWELL);
  farewell.unref();
}
