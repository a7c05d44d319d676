import { join } from 'node:path';
import { ownStateDirectory } from '../../src/state-directory.ts';
import { tell } from '../failure-report.ts';
import type { Finding } from './finding.ts';

/** Milliseconds. A busy disk takes seconds, which the answer says. */
const LIMIT = 10_000;

/** Whether the lock among this user's processes can be taken: by taking one that nobody else wants. */
export async function checkLock(): Promise<Finding> {
  let directory: string | null = null;
  try {
    directory = join(ownStateDirectory(), 'locks'); // the default of `fileLock`
    const { fileLock } = await import('@turbosmtp-auth/node');
    const start = performance.now();
    await fileLock()(`turbosmtp-auth doctor ${process.pid}`, async () => undefined, {
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
    const { code, message, hint } = (await tell(error)).report;
    return {
      check: 'lock',
      status: 'problem',
      summary: `processes cannot wait for each other: ${message}`,
      // Where nothing may be written, a sealed file fails as well, and the check of the store says so.
      advice: code === 'storage_denied' ? hint : `${hint} Until then, each process may log in by itself.`,
      facts: { directory, ms: null, code },
    };
  }
}
