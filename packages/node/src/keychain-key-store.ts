import { checkFunction, checkObject, invalidInput, type KeyStore, type Lock } from '@turbosmtp-auth/core';
import { fileLock } from './file-lock.ts';
import { storeOnFirstUse } from './on-first-use.ts';

/** How the keychain is used. */
export interface KeychainOptions {
  /**
   * Milliseconds for one call; default 2,800. A client waits 3,000 at most. More is useful to a program that calls the store
   * itself, for example to let people answer an unlock prompt first.
   */
  readonly timeout?: number;
  /**
   * Lets processes take turns, which GNOME Keyring needs: up to its version 50 it ends when several ask at once. Default:
   * `fileLock()`. Give programs with different state directories one directory for it.
   */
  readonly lock?: Lock;
}

/**
 * A key store in the keychain of the operating system: Keychain on macOS, Credential Manager on Windows. Elsewhere it is the
 * Secret Service (GNOME Keyring, KWallet, KeePassXC), never the kernel's keyring. It needs the optional package
 * `@napi-rs/keyring`, which a helper process loads on first use. If a keychain waits for something, each call still ends in
 * time.
 *
 * An entry holds the record itself, in 1,000 characters at most, so that it fits everywhere. Sessions fit, and so do 16 keys
 * to be revoked. What does not fit is refused with `storage_full` before anything is written. A client keeps keys that it
 * could not queue in memory.
 *
 * @throws {InvalidInputError} `invalid_input` if the timeout is not a number above zero, or the lock is not a function.
 * @throws {StorageError} from its methods: `storage_unavailable` (there is no keychain: the hint says what to install),
 * `storage_denied` (it is locked, or its prompt was dismissed), `storage_timeout`, `storage_full`, `storage_damaged`,
 * `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, keychainKeyStore } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ keyStore: keychainKeyStore() });
 * ```
 */
export function keychainKeyStore(options: KeychainOptions = {}): KeyStore {
  checkObject('options', options);
  const { timeout, lock = fileLock() } = options;
  checkFunction('lock', lock);
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0))
    throw invalidInput('timeout', 'out_of_range');
  return storeOnFirstUse(async () => {
    const [{ keychainRecords }, { workerPort }] = await Promise.all([
      import('@turbosmtp-auth/core/keychain'),
      import('./keychain/worker-port.ts'),
    ]);
    return keychainRecords({ port: () => workerPort, timeout, lock });
  });
}
