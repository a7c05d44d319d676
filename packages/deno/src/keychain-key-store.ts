import { invalidInput, type KeyStore, type Lock } from '@turbosmtp-auth/core';
import { keychainRecords } from '@turbosmtp-auth/core/keychain';

/** How the keychain is used. */
export interface KeychainOptions {
  /** Milliseconds for one call; default 2,800. A client waits 3,000 at most. */
  readonly timeout?: number;
  /**
   * Lets processes take turns, which GNOME Keyring needs: up to its version 50 it ends when several ask at once. Default:
   * none, since nobody named a directory that it may use. That of Node's programs is `turbosmtp-auth/locks` in the state
   * directory.
   */
  readonly lock?: Lock;
}

/**
 * A key store in the keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the Secret
 * Service (GNOME Keyring, KWallet, KeePassXC) elsewhere, never the kernel's keyring. It is for those who accept native
 * code, which no permission confines: `npm:@napi-rs/keyring` needs
 * `--allow-ffi --allow-read=/usr/bin/ldd --allow-env=NAPI_RS_WASI_FLAVOR,NAPI_RS_NATIVE_LIBRARY_PATH,NAPI_RS_FORCE_WASI,NAPI_RS_ENFORCE_VERSION_CHECK`,
 * and with a `node_modules` directory of the program's own, `--allow-read` for that. It is loaded on first use, in a thread:
 * whatever a keychain waits for, each call ends in time, and so does the program.
 *
 * Entries are the same as those of `@turbosmtp-auth/node`: the record itself, in 1,000 characters at most. Where several
 * programs use a keychain at the same time, give each the same `lock`.
 *
 * @throws {InvalidInputError} if the timeout is not above zero. Its methods reject with a `StorageError`: `storage_unavailable` (there is none: its hint says what to install),
 * `storage_denied` (locked, or a permission is missing), `storage_timeout`, `storage_full`, `storage_damaged`,
 * `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, fileLock, keychainKeyStore } from '@turbosmtp-auth/deno';
 *
 * const lock = fileLock({ directory: '/home/me/.local/state/turbosmtp-auth/locks' });
 * const client = createClient({ keyStore: keychainKeyStore({ lock }), lock });
 * ```
 */
export function keychainKeyStore({ timeout, lock }: KeychainOptions = {}): KeyStore {
  if (timeout !== undefined && !(timeout > 0)) throw invalidInput('timeout', 'out_of_range');
  return keychainRecords({
    port: async () => (await import('./keychain/thread-port.ts')).threadPort, // on first use
    timeout,
    lock,
  });
}
