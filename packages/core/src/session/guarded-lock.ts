import type { Clock, Lock } from '../platform.ts';

/** The longest wait for a lock. It only spares logins: correctness comes from the store's generations. */
const LONGEST_WAIT = 10_000;
/** How much later than asked a lock may report that it was not free. */
const GRACE = 500;

/** Runs work under a lock that may fail, hang or be lost: the work runs exactly once, with the lock or without. */
export type GuardedLock = <T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  report: (waited: number, held: boolean) => void,
) => Promise<T>;

export function guardLock(lock: Lock, name: string, clock: Clock): GuardedLock {
  return async <T>(
    work: () => Promise<T>,
    signal: AbortSignal,
    report: (waited: number, held: boolean) => void,
  ) => {
    signal.throwIfAborted();
    const start = clock.monotonic();
    const { promise: result, resolve, reject } = Promise.withResolvers<T>();
    let begun = false;
    const wait = new AbortController();
    const begin = async (held: boolean): Promise<void> => {
      if (begun) return; // the lock came after all, but too late
      begun = true;
      wait.abort();
      report(clock.monotonic() - start, held);
      await work().then(resolve, reject);
    };
    const onAbort = (): void => {
      if (begun) return;
      begun = true;
      wait.abort();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void clock.sleep(LONGEST_WAIT + GRACE, wait.signal).then(
      () => begin(false),
      () => undefined,
    );
    void (async () => lock(name, () => begin(true), { signal, timeout: LONGEST_WAIT }))().then(
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
