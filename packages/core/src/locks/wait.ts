import { startTimer, systemClock } from '../clock.ts';
import { invalidInput } from '../errors/build.ts';
import { checkFunction, checkWait } from '../errors/check-given.ts';
import type { Lock } from './lock.ts';

/** How long a lock is waited for when the caller does not say, in milliseconds: one whole call's default. */
export const LONGEST_WAIT = 30_000;

/** A wait that ends with the caller's signal or with the time, if that is first. */
export interface Wait {
  /** Aborts with the signal's reason, or with a `TimeoutError`. */
  readonly signal: AbortSignal;
  /** The wait is over: neither ends it any more. */
  end(): void;
}

/**
 * Checks what a lock was given, and starts its wait. The signal ends it, or the time: the caller's, or else the `longest`; without
 * either, only the signal. `AbortSignal.any` and `.timeout` would do the same. But the timer of the latter continues after the
 * wait is over, and keeps a Deno process alive until it ends.
 *
 * @throws {InvalidInputError} for the first argument that is invalid.
 * @throws The signal's reason, if it was aborted before.
 */
export function startWait(
  name: string,
  work: () => Promise<unknown>,
  options: Parameters<Lock>[2] = {},
  longest?: number,
): Wait {
  if (typeof name !== 'string') throw invalidInput('name', 'not_a_string');
  checkFunction('work', work);
  checkWait(options, undefined, -1);
  const { signal, timeout = longest } = options;
  const ending = new AbortController();
  if (signal?.aborted) throw signal.reason;
  const late = (): void => ending.abort(new DOMException('The lock was not free in time.', 'TimeoutError'));
  const stop = timeout === undefined ? undefined : startTimer(systemClock, timeout, late);
  const abort = (): void => ending.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: ending.signal,
    end: () => {
      stop?.();
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
