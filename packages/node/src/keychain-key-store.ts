import { invalidInput, type KeyStore, type Lock } from '@turbosmtp-auth/core';
import { fileLock } from './file-lock.ts';
import { storeOnFirstUse } from './on-first-use.ts';

/** How the keychain is used. */
export interface KeychainOptions {
  /**
   * Milliseconds for one call; default 2,800. A client waits 3,000 at most, so more is of use to programs that call the
   * store themselves, such as one that lets people answer an unlock prompt before it goes on.
   */
  readonly timeout?: number;
  /**
   * Lets processes take turns, which GNOME Keyring needs: up to its version 50 it ends when several ask at once. Default:
   * `fileLock()`. Programs whose state directories differ should be given one directory for it.
   */
  readonly lock?: Lock;
}

/**
 * A key store in the keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the Secret
 * Service (GNOME Keyring, KWallet, KeePassXC) elsewhere, never the kernel's keyring. It needs the optional package
 * `@napi-rs/keyring`, which a helper process loads on first use: whatever a keychain waits for, each call ends in time.
 *
 * An entry holds the record itself, in 1,000 characters at most, so that it fits everywhere. Sessions do, and so do 16
 * keys to be revoked; what does not is refused with `storage_full` before anything is written, and a client keeps
 * keys that it could not queue in memory.
 *
 * @throws {InvalidInputError} where the timeout is not above zero. Its methods reject with a `StorageError`:
 * `storage_unavailable` (there is none: its hint says what to install), `storage_denied` (locked, or its prompt was
 * dismissed), `storage_timeout`, `storage_full`, `storage_damaged`, `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, keychainKeyStore } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ keyStore: keychainKeyStore() });
 * ```
 */
export function keychainKeyStore({ timeout, lock = fileLock() }: KeychainOptions = {}): KeyStore {
  if (timeout !== undefined && !(timeout > 0)) throw invalidInput('timeout', 'out_of_range');
  return storeOnFirstUse(async () => {
    const [{ keychainRecords }, { workerPort }] = await Promise.all([
      import('@turbosmtp-auth/core/keychain'),
      import('./keychain/worker-port.ts'),
    ]);
    return keychainRecords({ port: () => workerPort, timeout, lock });
  });
}
