import { orAbort } from '../abort.ts';
import { awake, type Clock, systemClock } from '../clock.ts';
import { invalidInput } from '../errors/build.ts';
import { InvalidInputError } from '../errors/errors.ts';
import type { Lock } from './lock.ts';
import { atMost } from './wait.ts';

/** How much later than asked a lock may report that it was not free, and how long it may take to be given back. */
const GRACE = 500;

/** How a lock is waited for. */
export interface BestEffort<T> {
  /** Milliseconds; then the work runs without the lock. */
  readonly timeout: number;
  /** When it aborts, work that has not begun never does, and work that has goes on without the lock. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Another way to the result, tried while the lock is waited for. If it resolves first, that is the result: the lock is not
   * taken, and the work does not run. If it rejects, the wait goes on without it. Its signal aborts when the wait is over.
   */
  readonly instead?: ((wait: AbortSignal) => Promise<T>) | undefined;
  /** Called when the wait is over, unless the signal ended it. */
  readonly report?: (waited: number, held: boolean) => void;
}

/** Runs work exactly once, tells it whether it has the lock, and answers as it does; or answers what came meanwhile. */
export type BestEffortLock = <T>(work: (held: boolean) => Promise<T>, how: BestEffort<T>) => Promise<T>;

/**
 * A lock that may fail, hang, be lost or be missing: then the work runs without it. It rejects with what the work rejects
 * with, and with the signal's reason if that aborts before the work began; never for the lock's sake.
 */
export function bestEffortLock(
  lock: Lock | undefined,
  name: string,
  clock: Clock = systemClock,
): BestEffortLock {
  return async <T>(
    work: (held: boolean) => Promise<T>,
    { timeout, signal, instead, report }: BestEffort<T>,
  ) => {
    signal?.throwIfAborted();
    const start = clock.monotonic();
    const { promise: result, resolve, reject } = Promise.withResolvers<T>();
    const wait = new AbortController();
    const leaving = new AbortController();
    let inside = false;
    /** Ends the wait, unless that was over before; `held` is reported. */
    const end = (held?: boolean): boolean => {
      if (wait.signal.aborted) return false;
      wait.abort(awake);
      if (held !== undefined) report?.(clock.monotonic() - start, held);
      return true;
    };
    const begin = async (held: boolean): Promise<void> => {
      if (!end(held)) return; // the lock came after all, but too late
      inside = held;
      const done = (async () => work(held))().then(resolve, reject);
      // Work that its caller left only cleans up after itself: others need not wait for that.
      await (signal ? orAbort(done, signal).catch(() => undefined) : done);
    };
    const abort = (): void => {
      if (!end()) return;
      leaving.abort(signal?.reason);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    void clock.sleep(timeout + GRACE, wait.signal).then(
      () => begin(false),
      () => undefined,
    );
    const take = async (): Promise<void> => {
      let answer: unknown;
      try {
        answer = lock?.(name, () => begin(true), { signal: leaving.signal, timeout });
      } catch (error) {
        answer = error;
      }
      // What makes locks was given in place of one: it makes another, or refuses such arguments.
      if ((typeof answer === 'function' || answer instanceof InvalidInputError) && end())
        reject(invalidInput('lock', 'not_a_lock'));
      await answer;
    };
    const givenBack = take().then(
      () => begin(false), // a lock that ran nothing, or none
      () => begin(false),
    );
    void instead?.(wait.signal).then(
      (value) => {
        if (!end(false)) return;
        leaving.abort(awake);
        resolve(value);
      },
      () => undefined,
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
