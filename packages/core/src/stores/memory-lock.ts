import type { Lock } from '../platform.ts';

/** What is longer, `Infinity` too, `setTimeout` takes for a millisecond. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A lock among everything that holds this same function: first come, first served. */
export function memoryLock(): Lock {
  const tails = new Map<string, Promise<void>>();
  return async (name, work, { signal, timeout } = {}) => {
    signal?.throwIfAborted();
    const before = tails.get(name) ?? Promise.resolve();
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    const tail = before.then(() => done);
    tails.set(name, tail);
    try {
      await turn(before, signal, timeout);
      return await work();
    } finally {
      release();
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
    }
  };
}

/** Waits for the holder before, no longer than the signal and the timeout allow. */
function turn(before: Promise<void>, signal?: AbortSignal, timeout?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => settle(() => reject(signal?.reason));
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(
            () => settle(() => reject(new DOMException('The lock was not free in time.', 'TimeoutError'))),
            Math.min(timeout, LONGEST_TIMER),
          );
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      how();
    };
    signal?.addEventListener('abort', abort, { once: true });
    void before.then(() => settle(resolve));
  });
}
