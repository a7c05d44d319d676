import { type Clock, startTimer, systemClock } from '../clock.ts';
import { type StorageFault, storageError } from '../errors/build.ts';

/** Milliseconds in which a store ends a call: less than a client's own 3,000, so that the store's reason is the one reported. */
export const STORE_LIMIT = 2_800;

/** How late a timer, in milliseconds, means that the process stood still. */
const STANDSTILL = 1_000;

/** How long work may take, and what is said of it when that is over. */
export interface LimitOptions extends Omit<StorageFault, 'code'> {
  /** Milliseconds. Default {@link STORE_LIMIT}. */
  readonly limit?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/**
 * Waits for work no longer than a store may take. Work that goes on afterwards cannot be stopped, and its late answer is
 * dropped. If the process stood still meanwhile, the work gets its time once more. For authors of stores.
 *
 * @throws {StorageError} `storage_timeout` when the time is up.
 * @example
 * ```ts
 * import { withinLimit } from '@turbosmtp-auth/core';
 *
 * const hint = 'Check that the server is reachable and answers.';
 * const text = await withinLimit(async () => 'what the server says', { hint, retryable: true });
 * ```
 */
export async function withinLimit<T>(
  work: () => Promise<T>,
  { limit = STORE_LIMIT, clock = systemClock, ...facts }: LimitOptions = {},
): Promise<T> {
  const late = Promise.withResolvers<never>(); // if the work is in time it never settles, and is collected
  const start = clock.monotonic();
  const end = (): void => late.reject(storageError('storage_timeout', facts));
  let stop = startTimer(clock, limit, () => {
    // The process stood still meanwhile (a laptop was closed, a page was frozen), and so did the work. Another clock may be far
    // ahead since somebody moved it.
    const stoodStill = clock === systemClock && clock.monotonic() - start > limit + STANDSTILL;
    if (stoodStill) stop = startTimer(clock, limit, end);
    else end();
  });
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    stop();
  }
}
