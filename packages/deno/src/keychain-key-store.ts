import { checkFunction, checkObject, invalidInput, type KeyStore, type Lock } from '@turbosmtp-auth/core';
import { keychainRecords } from '@turbosmtp-auth/core/keychain';
import { needsFor, withNeeds } from './permissions/needs.ts';
import { nativeCode } from './permissions/permission.ts';
import { refuseUnlessNativeCode } from './permissions/refuse-unless.ts';

/** How the keychain is used. */
export interface KeychainOptions {
  /** Milliseconds for one call; default 2,800. A client waits 3,000 at most. */
  readonly timeout?: number;
  /**
   * Lets processes take turns, which GNOME Keyring needs: up to its version 50 it ends when several ask at once. Default:
   * none, since no directory is named that it may use. That of Node's programs is `turbosmtp-auth/locks` in the state
   * directory.
   */
  readonly lock?: Lock;
}

/**
 * A key store in the keychain of the operating system: Keychain on macOS, Credential Manager on Windows. Elsewhere it is the
 * Secret Service (GNOME Keyring, KWallet, KeePassXC), never the kernel's keyring.
 *
 * It needs `--allow-ffi`, and **that ends the sandbox of Deno**. Native code can read each file, start each program and
 * reach each host that this user can. No other permission limits it, so this store is for those who choose it. A sealed file
 * needs one directory.
 *
 * The native package `@napi-rs/keyring` is loaded on first use, in a thread. If a keychain waits for something, each call
 * still ends in time, and so does the program.
 *
 * Entries are the same as those of `@turbosmtp-auth/node`: the record itself, in 1,000 characters at most. If several
 * programs use a keychain at the same time, give each the same `lock`.
 *
 * @throws {InvalidInputError} `invalid_input` if the timeout is not a number above zero, or the lock is not a function.
 * @throws {StorageError} from its methods: `storage_unavailable` (there is no keychain: the hint says what to install),
 * `storage_denied` (it is locked, or `--allow-ffi` is missing), `storage_timeout`, `storage_full`, `storage_damaged`,
 * `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, fileLock, keychainKeyStore } from '@turbosmtp-auth/deno';
 *
 * const lock = fileLock({ directory: '/home/me/.local/state/turbosmtp-auth/locks' });
 * const client = createClient({ keyStore: keychainKeyStore({ lock }), lock });
 * ```
 */
export function keychainKeyStore(options: KeychainOptions = {}): KeyStore {
  checkObject('options', options);
  const { timeout, lock } = options;
  if (lock !== undefined) checkFunction('lock', lock);
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0))
    throw invalidInput('timeout', 'out_of_range');
  const store = keychainRecords({
    port: async () => {
      refuseUnlessNativeCode();
      return (await import('./keychain/thread-port.ts')).threadPort; // on first use
    },
    timeout,
    lock,
  });
  return withNeeds(store, [nativeCode, ...needsFor(lock)]);
}
