import { type Clock, startTimer } from '../clock.ts';

/** One deadline over everything a call does, joined with the caller's own signal. */
export interface Deadline {
  /** Aborts at the deadline, or with the caller's signal and its reason. */
  readonly signal: AbortSignal;
  /** Aborts what may simply stop: the waits between attempts. The same signal, but for a login that runs on detached. */
  readonly waits: AbortSignal;
  /** Whether it was the deadline that aborted. */
  timedOut(): boolean;
  /** Milliseconds that the call may take as a whole. */
  readonly limit: number;
  /** Milliseconds left. */
  remaining(): number;
  /** Stops the timer. To be called when the call ends, however it does. */
  clear(): void;
}

/** Starts the time of a call. */
export function startDeadline(clock: Clock, ms: number, outer?: AbortSignal): Deadline {
  const call = new AbortController();
  const start = clock.monotonic();
  let timedOut = false;
  const abort = (): void => call.abort(outer?.reason);
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  const stop = startTimer(clock, ms, () => {
    if (call.signal.aborted) return;
    timedOut = true;
    call.abort(new DOMException('The deadline of the call passed.', 'TimeoutError'));
  });
  return {
    signal: call.signal,
    waits: call.signal,
    timedOut: () => timedOut,
    limit: ms,
    remaining: () => Math.max(0, ms - (clock.monotonic() - start)),
    clear: () => {
      stop(); // first: a signal of the caller's may throw
      outer?.removeEventListener('abort', abort);
    },
  };
}
