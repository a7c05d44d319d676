/** How long a lock is waited for when the caller does not say, in milliseconds: one whole call's default. */
export const LONGEST_WAIT = 30_000;

/** What timers hold, in milliseconds: a longer one would fire at once. */
const LONGEST_TIMER = 0x7fff_ffff;

/** A wait that ends with the caller's signal or with the time, if that is first. */
export interface Wait {
  /** Aborts with the signal's reason, or with a `TimeoutError`. */
  readonly signal: AbortSignal;
  /** The wait is over: neither ends it any more. */
  end(): void;
}

/**
 * Starts a wait of so many milliseconds; `undefined`: only the signal ends it. `AbortSignal.any` and `.timeout` would do the
 * same. But the timer of the latter continues after the wait is over, and keeps a Deno process alive until it ends.
 *
 * @throws The signal's reason, if it was aborted before.
 */
export function startWait(timeout: number | undefined, signal: AbortSignal | undefined): Wait {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const late = (): void => ending.abort(new DOMException('The lock was not free in time.', 'TimeoutError'));
  const timer = timeout === undefined ? undefined : setTimeout(late, Math.min(timeout, LONGEST_TIMER));
  const abort = (): void => ending.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: ending.signal,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

/** Waits until some work succeeds or fails, but no longer than so many milliseconds. */
export async function atMost(ms: number, work: () => Promise<unknown>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const done = (async () => work())().catch(() => undefined);
  await Promise.race([done, over]);
  clearTimeout(timer);
}
