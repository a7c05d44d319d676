import { storageError } from '@turbosmtp-auth/core';

/**
 * How long a store or a lock waits for its medium, in milliseconds: less than a client's own 3,000, so that the reason given
 * here is told.
 */
export const LIMIT = 2_800;

/**
 * Waits for work no longer than {@link LIMIT}. What it does afterwards is nobody's any more: it cannot be stopped, and
 * its late answer is dropped.
 *
 * @throws {StorageError} `storage_timeout`, with the hint given, when the time is up.
 */
export async function withinLimit<T>(hint: string, work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(storageError('storage_timeout', { hint, retryable: true })), LIMIT);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
