import { type KeyStore, storageError } from '@turbosmtp-auth/core';
import { recordStore } from '@turbosmtp-auth/core/seal';
import { browserHint } from './hints.ts';
import { databaseName, vaultOf } from './indexeddb/vault.ts';

/** Where {@link sessionKeyStore} keeps records. */
export interface SessionKeyStoreOptions {
  /** Name of the database that holds the sealing key, and prefix of the records; default `turbosmtp-auth`. */
  name?: string;
}

/**
 * Keeps records for this tab alone: they survive a reload, and are lost when the tab is closed. They are in
 * `sessionStorage`, sealed under the non-extractable key that {@link indexedDBKeyStore} uses too, since browsers write
 * `sessionStorage` to disk. A duplicated tab gets a copy.
 *
 * A key that is lost with its tab stays valid on the service until it expires: log out, or do not ask for `noExpire`.
 *
 * @throws {InvalidInputError} `invalid_input` if the options are not an object, or the name is not a string.
 * @throws {StorageError} from its methods, as from those of {@link indexedDBKeyStore}.
 * @example
 * ```ts
 * import { createClient, sessionKeyStore } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ keyStore: sessionKeyStore() });
 * ```
 */
export function sessionKeyStore(options?: SessionKeyStoreOptions): KeyStore {
  const name = databaseName(options);
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
        const itemOf = (...place: string[]): string =>
          JSON.stringify([name, origin, profile, kind, ...place]);
        const item = itemOf();
        return work({
          codec: codec({ origin, profile, kind }, (text) => {
            if (storage().getItem(item) !== text) return;
            storage().setItem(itemOf('aside'), text);
            storage().removeItem(item);
          }),
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
  if (!('sessionStorage' in globalThis))
    throw storageError('storage_unavailable', browserHint('no_session_storage'));
  return sessionStorage;
}
