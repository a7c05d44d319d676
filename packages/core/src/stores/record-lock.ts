import { systemClock } from '../clock.ts';
import type { Lock } from '../platform.ts';
import { guardLock } from '../session/guarded-lock.ts';

const never = new AbortController().signal;

/**
 * Runs work that compares a record with what it shall replace, and then replaces it, alone among processes: for media that
 * cannot do both in one step. A lock that fails, or takes longer than half of the milliseconds that are left, fails
 * no write: the work runs without, and how late it compares is then all there is.
 */
export function aloneAmongProcesses<T>(
  lock: Lock | undefined,
  record: string,
  remaining: number,
  work: () => Promise<T>,
): Promise<T> {
  if (!lock) return work();
  return guardLock(lock, `record ${record}`, systemClock)(work, never, remaining, () => undefined);
}
