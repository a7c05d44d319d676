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
 * Waits for a turn at the keychain, so that one of this process, and one of all processes that share the lock, asks
 * something of it at a time. No keychain compares and replaces in one step. And GNOME Keyring, up to its version 50, ends
 * when one program connects to it while it is busy with another, and takes the whole desktop's unlocked secrets with it.
 *
 * The work is given what is left of the time, in milliseconds above zero; it must not take longer.
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
    // What is begun too late to be answered costs the next call what would have answered it, which is given up.
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
