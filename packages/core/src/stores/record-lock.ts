import type { Lock } from '../platform.ts';

/**
 * Runs work that compares a record with what it shall replace, and then replaces it, alone among processes: for media that
 * cannot do both in one step. A lock that fails, or is not had within so many milliseconds, fails no write: the work
 * runs without, and how late it compares is then all there is.
 */
export async function aloneAmongProcesses<T>(
  lock: Lock | undefined,
  record: string,
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  let outcome: Promise<T> | undefined;
  const once = (): Promise<T> => {
    outcome ??= work();
    return outcome;
  };
  // Whether it was the lock or the work that failed, the outcome tells.
  await lock?.(`record ${record}`, once, { timeout }).catch(() => undefined);
  return once();
}
