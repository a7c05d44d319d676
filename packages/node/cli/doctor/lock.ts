import { join } from 'node:path';
import { stateDirectory } from '../../src/state-directory.ts';
import { tell } from '../failure-report.ts';
import type { Finding } from './finding.ts';

/** Milliseconds. */
const LIMIT = 3_000;

/** Whether the lock among this user's processes can be taken: by taking one that nobody else wants. */
export async function checkLock(): Promise<Finding> {
  let directory: string | null = null;
  try {
    directory = join(stateDirectory(process.platform, process.env), 'locks'); // the default of `fileLock`
    const { fileLock } = await import('@turbosmtp-auth/node');
    const start = performance.now();
    await fileLock({ directory })(`turbosmtp-auth doctor ${process.pid}`, async () => undefined, {
      timeout: LIMIT,
    });
    const ms = Math.round(performance.now() - start);
    return {
      check: 'lock',
      status: 'ok',
      summary: `taken and released in ${ms} ms in ${directory}`,
      facts: { directory, ms, code: null },
    };
  } catch (error) {
    const { code, message, hint } = (await tell(error, undefined)).report;
    return {
      check: 'lock',
      status: 'problem',
      summary: `processes cannot wait for each other: ${message}`,
      advice: `${hint} Without it all works, but each process may log in by itself.`,
      facts: { directory, ms: null, code },
    };
  }
}
