import { orAbort } from '../abort.ts';
import { awake, type Clock, systemClock } from '../clock.ts';
import type { Lock } from './lock.ts';
import { atMost } from './wait.ts';

/** How much later than asked a lock may report that it was not free, and how long it may take to be given back. */
const GRACE = 500;

/** How a lock is waited for. */
export interface BestEffort {
  /** Milliseconds; then the work runs without the lock. */
  readonly timeout: number;
  /** When it aborts, work that has not begun never does, and work that has goes on without the lock. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the work begins. */
  readonly report?: (waited: number, held: boolean) => void;
}

/** Runs work exactly once, and answers as it does. */
export type BestEffortLock = <T>(work: () => Promise<T>, how: BestEffort) => Promise<T>;

/**
 * A lock that may fail, hang, be lost or be missing: then the work runs without it. It rejects with what the work rejects
 * with, and with the signal's reason if that aborts before the work began; never for the lock's sake.
 */
export function bestEffortLock(
  lock: Lock | undefined,
  name: string,
  clock: Clock = systemClock,
): BestEffortLock {
  return async <T>(work: () => Promise<T>, { timeout, signal, report }: BestEffort) => {
    signal?.throwIfAborted();
    const start = clock.monotonic();
    const { promise: result, resolve, reject } = Promise.withResolvers<T>();
    const wait = new AbortController();
    let begun = false;
    let inside = false;
    const begin = async (held: boolean): Promise<void> => {
      if (begun) return; // the lock came after all, but too late
      begun = true;
      inside = held;
      wait.abort(awake);
      report?.(clock.monotonic() - start, held);
      const done = (async () => work())().then(resolve, reject);
      // Work that its caller left only cleans up after itself: others need not wait for that.
      await (signal ? orAbort(done, signal).catch(() => undefined) : done);
    };
    if (!lock) {
      void begin(false);
      return result;
    }
    const abort = (): void => {
      if (begun) return;
      begun = true;
      wait.abort(awake);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    void clock.sleep(timeout + GRACE, wait.signal).then(
      () => begin(false),
      () => undefined,
    );
    const givenBack = (async () =>
      lock(name, () => begin(true), { ...(signal && { signal }), timeout }))().then(
      () => begin(false), // a lock that ran nothing
      () => begin(false),
    );
    try {
      return await result;
    } finally {
      signal?.removeEventListener('abort', abort);
      // So that a program may end here; but not for a lock that hangs.
      if (inside) await atMost(GRACE, () => givenBack);
    }
  };
}
