import { orAbort } from '../abort.ts';
import type { Lock } from './lock.ts';
import { startWait } from './wait.ts';

/** A lock among everything that holds this same function: first come, first served. */
export function memoryLock(): Lock {
  const tails = new Map<string, Promise<void>>();
  return async (name, work, { signal, timeout } = {}) => {
    const wait = startWait(timeout, signal);
    const before = tails.get(name) ?? Promise.resolve();
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    const tail = before.then(() => done);
    tails.set(name, tail);
    try {
      await orAbort(before, wait.signal).finally(wait.end);
      return await work();
    } finally {
      release();
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
    }
  };
}
