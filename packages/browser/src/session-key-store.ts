import type { KeyStore } from '@turbosmtp-auth/core';
import { recordStore } from '@turbosmtp-auth/core/seal';
import { storageAbsent } from './indexeddb/storage-errors.ts';
import { vaultOf } from './indexeddb/vault.ts';

/** Where {@link sessionKeyStore} keeps records. */
export interface SessionKeyStoreOptions {
  /** Name of the database that holds the sealing key, and prefix of the records; default `turbosmtp-auth`. */
  name?: string;
}

/**
 * Keeps records for this tab alone: they survive a reload and are gone when the tab is closed. They lie in
 * `sessionStorage`, sealed under the non-extractable key that {@link indexedDBKeyStore} uses too, since browsers write
 * `sessionStorage` to disk. A tab that is duplicated takes a copy along.
 *
 * A key that is lost with its tab stays valid on the service until it expires: log out, or do not ask for `noExpire`.
 *
 * Every method rejects with the `StorageError`s of {@link indexedDBKeyStore}.
 *
 * @example
 * ```ts
 * import { createClient, sessionKeyStore } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ keyStore: sessionKeyStore() });
 * ```
 */
export function sessionKeyStore({ name = 'turbosmtp-auth' }: SessionKeyStoreOptions = {}): KeyStore {
  const use = vaultOf(name);
  return {
    describe: async () => ({
      backend: 'sessionStorage, sealed under a non-extractable key',
      assurance: 'session',
      persistent: true,
      sharedWith: 'this tab',
    }),
    ...recordStore(({ origin, profile, kind }, work) =>
      use(({ codec }) => {
        const item = JSON.stringify([name, origin, profile, kind]);
        return work({
          codec: codec({ origin, profile, kind }),
          read: async () => storage().getItem(item),
          // Nothing is awaited between looking and writing, so an exchange is atomic within the tab.
          exchange: async (before, after) => {
            if (storage().getItem(item) !== before) return false;
            if (after === null) storage().removeItem(item);
            else storage().setItem(item, after);
            return true;
          },
        });
      }),
    ),
  };
}

function storage(): Storage {
  if (!('sessionStorage' in globalThis)) throw storageAbsent('sessionStorage');
  return sessionStorage;
}
