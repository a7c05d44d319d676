import { orAbort } from '../abort.ts';
import { orphaned, type SharedWork, shareWork } from '../shared-work.ts';
import type { Lock } from './lock.ts';
import { startWait } from './wait.ts';

/** A caller that has the lock, waits for it, or is done. */
interface Turn {
  readonly ending: SharedWork<void>;
  /** Whose end it waits for. */
  before: Turn | undefined;
}

/**
 * A lock among everything that holds this same function: first come, first served. It passes over a caller that is gone, as
 * one is whose request of a worker ended in the middle.
 *
 * @example
 * ```ts
 * import { memoryLock } from '@turbosmtp-auth/core';
 *
 * const lock = memoryLock();
 * const result = await lock('report', async () => 'done by one at a time', { timeout: 5_000 });
 * ```
 */
export function memoryLock(): Lock {
  const tails = new Map<string, Turn>();
  return async (name, work, options) => {
    const wait = startWait(name, work, options);
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    const turn: Turn = { ending: shareWork(done), before: tails.get(name) };
    tails.set(name, turn);
    try {
      // Who leaves early hands on whom to wait for.
      for (; turn.before; turn.before = turn.before.before)
        await orAbort(turn.before.ending.wait(), wait.signal).catch((error) => {
          if (error !== orphaned) throw error;
        });
      wait.end();
      return await work();
    } finally {
      wait.end();
      release();
      if (tails.get(name) === turn) {
        if (turn.before) tails.set(name, turn.before);
        else tails.delete(name);
      }
    }
  };
}
