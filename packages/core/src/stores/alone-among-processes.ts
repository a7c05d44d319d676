import type { Lock } from '../platform.ts';

/**
 * Runs work alone among processes where that can be had: for media that do not compare a record with what shall be in its
 * place and replace it in one step, or that take harm from several at once. A lock that fails, or is not had within so
 * many milliseconds, fails no work: it is done without.
 */
export async function aloneAmongProcesses<T>(
  lock: Lock | undefined,
  name: string,
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  let outcome: Promise<T> | undefined;
  const once = (): Promise<T> => {
    outcome ??= work();
    return outcome;
  };
  // Whether it was the lock or the work that failed, the outcome tells.
  await lock?.(name, once, { timeout }).catch(() => undefined);
  return once();
}
