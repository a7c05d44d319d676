/** A wait that the caller's signal or the time ends, whichever is first. */
export interface LockWait {
  readonly signal: AbortSignal;
  /** The wait is over: neither ends it any more. */
  end(): void;
}

const LONGEST = 0x7fff_ffff; // what timers hold: a longer one would fire at once

/** Not `AbortSignal.timeout`, whose timer keeps a Deno process alive for all of its time. */
export function startWait(timeout: number, signal: AbortSignal | undefined): LockWait {
  const ending = new AbortController();
  const abort = (): void => ending.abort(signal?.reason);
  const timer = setTimeout(
    () => ending.abort(new DOMException('The lock was not free in time.', 'TimeoutError')),
    Math.min(timeout, LONGEST),
  );
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: ending.signal,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
