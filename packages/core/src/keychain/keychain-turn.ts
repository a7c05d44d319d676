import { storageError } from '../errors/build.ts';
import type { Lock } from '../platform.ts';
import { aloneAmongProcesses } from '../stores/alone-among-processes.ts';
import { memoryLock } from '../stores/memory-lock.ts';

/** Milliseconds that other processes are waited for; then it is done beside them. */
const PATIENCE = 1_400;

const local = memoryLock();

/**
 * Waits for a turn at the keychain, so that one of this process, and one of all processes that share the lock, asks
 * something of it at a time. No keychain compares and replaces in one step. And GNOME Keyring, up to its version 50, ends
 * when one program connects to it while it is busy with another, and takes the whole desktop's unlocked secrets with it.
 *
 * @throws {StorageError} `storage_timeout` where this process has something else under way for all that time.
 */
export function atKeychain<T>(
  processes: Lock | undefined,
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  const alone = (): Promise<T> =>
    aloneAmongProcesses(processes, 'keychain', Math.min(PATIENCE, timeout / 2), work);
  return local('keychain', alone, { timeout }).catch((error: unknown) => {
    // The lock's own error, of its time being up.
    throw error instanceof DOMException ? storageError('storage_timeout') : error;
  });
}
