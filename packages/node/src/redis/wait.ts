/** A wait that the caller's signal or the time ends, whichever is first. */
export interface Wait {
  readonly signal: AbortSignal;
  /** The wait is over: neither ends it any more. */
  end(): void;
}

/** The longest that a timer can be: a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * Starts a wait of so many milliseconds. `AbortSignal.any` and `.timeout` would do the same, but the one keeps its timer
 * when the wait is long over, and the other takes whole numbers only.
 */
export function startWait(timeout: number, signal: AbortSignal | undefined): Wait {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const late = (): void => ending.abort(new DOMException('The lock was not free in time.', 'TimeoutError'));
  const timer = setTimeout(late, Math.min(timeout, LONGEST));
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

/** Settles with the promise, or rejects with the signal's reason as soon as it aborts. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
