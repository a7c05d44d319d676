import { orAbort } from '../abort.ts';
import { checkFunction } from '../errors/check-given.ts';
import type { Lock } from './lock.ts';
import { memoryLock } from './memory-lock.ts';
import { atMost, LONGEST_WAIT, startWait } from './wait.ts';

/**
 * Gives back what was taken.
 *
 * @throws Anything: by then the work is done, and that is what counts. Its failure is ignored.
 */
export type GiveBack = () => Promise<void>;

/** Milliseconds that `take` has to tidy up after its signal aborted, before its caller goes on. */
const TIDYING = 40;

/** Milliseconds that giving back is waited for. */
const GIVING_BACK = 500;

/**
 * Makes a lock of something that others hold as well, such as a file or a key in Redis. Callers of this process take turns
 * first, so that one of them at a time calls `take`. For authors of locks.
 *
 * Like every lock, this one rejects with the signal's reason, and with a `TimeoutError` after `timeout` ms (default 30,000).
 * It also rejects with what `take` rejects with. Then the work does not run.
 *
 * @param take Takes what has this name, and resolves with how to give it back. It stops when the signal aborts; what it
 *   takes after that is given back at once.
 * @throws {InvalidInputError} `invalid_input` if `take` is not a function.
 * @example
 * ```ts
 * import { createLock } from '@turbosmtp-auth/core';
 *
 * const taken = new Set<string>();
 * const lock = createLock(async (name, signal) => {
 *   while (taken.has(name)) {
 *     await new Promise((resolve) => setTimeout(resolve, 20));
 *     signal.throwIfAborted();
 *   }
 *   taken.add(name);
 *   return async () => void taken.delete(name);
 * });
 * ```
 */
export function createLock(take: (name: string, signal: AbortSignal) => Promise<GiveBack>): Lock {
  checkFunction('take', take);
  const local = memoryLock();
  return async (name, work, options) => {
    const wait = startWait(name, work, options, LONGEST_WAIT);
    const taken = async (): ReturnType<typeof work> => {
      const taking = (async () => take(name, wait.signal))();
      const giveBack = await orAbort(taking, wait.signal).catch(async (error: unknown) => {
        await atMost(TIDYING, async () => (await taking)());
        throw error;
      });
      wait.end();
      try {
        return await work();
      } finally {
        await atMost(GIVING_BACK, giveBack);
      }
    };
    return local(name, taken, { signal: wait.signal }).finally(wait.end);
  };
}
