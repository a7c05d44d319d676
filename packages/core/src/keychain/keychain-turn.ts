import { systemClock } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import { bestEffortLock } from '../locks/best-effort-lock.ts';
import type { Lock } from '../locks/lock.ts';
import { memoryLock } from '../locks/memory-lock.ts';

/** Milliseconds that other processes are waited for; then it is done beside them. */
const PATIENCE = 1_400;

/** The part of a call's time in which nothing more is asked of the keychain. */
const RESERVE = 0.1;

/** The most milliseconds that timers hold. */
const LONGEST = 0x7fff_ffff;

const local = memoryLock();

/**
 * Waits for a turn at the keychain: one call of this process at a time, and one of all processes that share the lock. No
 * keychain compares and replaces in one step. And GNOME Keyring, up to version 50, ends if one program connects while it is
 * busy with another. It then takes the unlocked secrets of the whole desktop with it.
 *
 * The work is given what is left of the time, in milliseconds above zero; it must not take longer. For authors of adapters.
 *
 * @throws {StorageError} `storage_timeout` where its turn comes too late; so does what the work is given.
 */
export function atKeychain<T>(
  processes: Lock | undefined,
  limit: number,
  work: (left: () => number) => Promise<T>,
): Promise<T> {
  const timeout = Math.min(limit, LONGEST); // a part of `Infinity` is no less
  const end = systemClock.monotonic() + timeout;
  const left = (): number => {
    const time = end - systemClock.monotonic();
    // A request that begins too late to be answered costs the next call its worker, which is ended.
    if (time > timeout * RESERVE) return time;
    throw storageError('storage_timeout');
  };
  const alone = async (): Promise<T> =>
    bestEffortLock(processes, 'keychain')(() => work(left), { timeout: Math.min(PATIENCE, left() / 2) });
  return local('keychain', alone, { timeout }).catch((error: unknown) => {
    // The lock's own error, of its time being up.
    throw error instanceof DOMException ? storageError('storage_timeout') : error;
  });
}
