import { awake } from '../clock.ts';
import type { Clock, Lock } from '../platform.ts';
import { orAbort } from '../transport/abort.ts';

/** The longest wait for a lock. It only spares logins: correctness comes from the store's generations. */
const LONGEST_WAIT = 10_000;
/** How much later than asked a lock may report that it was not free. */
const GRACE = 500;

/**
 * Runs work under a lock that may fail, hang or be lost: the work runs exactly once, with the lock or without. When the
 * signal aborts, work that has not begun never does, and work that has goes on without the lock.
 */
export type GuardedLock = <T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  /** Milliseconds that the call has left; the wait takes no more than half of it. */
  remaining: number,
  report: (waited: number, held: boolean) => void,
) => Promise<T>;

export function guardLock(lock: Lock, name: string, clock: Clock): GuardedLock {
  return async <T>(
    work: () => Promise<T>,
    signal: AbortSignal,
    remaining: number,
    report: (waited: number, held: boolean) => void,
  ) => {
    signal.throwIfAborted();
    const start = clock.monotonic();
    const timeout = Math.min(LONGEST_WAIT, remaining / 2);
    const { promise: result, resolve, reject } = Promise.withResolvers<T>();
    let begun = false;
    const wait = new AbortController();
    const begin = async (held: boolean): Promise<void> => {
      if (begun) return; // the lock came after all, but too late
      begun = true;
      wait.abort(awake);
      report(clock.monotonic() - start, held);
      const done = work().then(resolve, reject);
      // Work that nobody waits for any more only cleans up after itself: others need not wait for that.
      await orAbort(done, signal).catch(() => undefined);
    };
    const onAbort = (): void => {
      if (begun) return;
      begun = true;
      wait.abort(awake);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void clock.sleep(timeout + GRACE, wait.signal).then(
      () => begin(false),
      () => undefined,
    );
    void (async () => lock(name, () => begin(true), { signal, timeout }))().then(
      () => begin(false), // a lock that ran nothing
      () => begin(false),
    );
    try {
      return await result;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
}
