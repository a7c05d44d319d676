import { type KeyStore, type Slot, STORE_LIMIT, storageError } from '@turbosmtp-auth/core';
import { type Cell, isNewerRecord, recordStore } from '@turbosmtp-auth/core/seal';
import { transact } from './indexeddb/database.ts';
import { databaseName, type Vault, vaultOf, wasSetAside } from './indexeddb/vault.ts';
import { slotChannel } from './slot-channel.ts';

/** Where {@link indexedDBKeyStore} keeps records. */
export interface IndexedDBKeyStoreOptions {
  /** Name of the database; default `turbosmtp-auth`. Stores of one name share their records, in every tab. */
  name?: string;
}

/**
 * Keeps records in IndexedDB, shared by every tab and worker of this origin, sealed under a key that no script can extract.
 * Anyone who can read the browser's profile on disk can read the key there. The store protects against copies by scripts and
 * by backups of the records alone, not against the user's own account.
 *
 * Nothing is opened before the first use.
 *
 * @throws {InvalidInputError} `invalid_input` if the options are not an object, or the name is not a string.
 * @throws {StorageError} from its methods: `storage_unavailable` (no IndexedDB or no WebCrypto), `storage_denied`, `storage_full`,
 * `storage_timeout`, `storage_damaged`, `storage_wrong_key`, `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, indexedDBKeyStore } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ keyStore: indexedDBKeyStore({ name: 'my-app' }) });
 * ```
 */
export function indexedDBKeyStore(options?: IndexedDBKeyStoreOptions): KeyStore {
  const name = databaseName(options);
  const channel = slotChannel(`turbosmtp-auth:${name}`);
  const use = vaultOf(name);

  /** In the object store beside the key's. Transactions make an exchange atomic among all tabs. */
  const cellOf = (slot: Slot, { database, codec }: Vault, end: number): Cell => {
    const path = [slot.origin, slot.profile, slot.kind];
    const step = <T = unknown>(change?: (present: unknown, records: IDBObjectStore) => T): Promise<T> =>
      transact(database, 'records', path, change, end);

    /** Moves what lies there, unless it is something else by now, to a place of its own: of several, the newest is kept. */
    const setAside = (found: unknown): Promise<void> =>
      step((present, records) => {
        // Only texts can be compared: of anything else this is a copy.
        if (present === undefined || (present !== found && typeof present === 'string')) return;
        records.put(present, [...path, 'aside']);
        records.delete(path);
      });

    return {
      codec: codec(slot, setAside),
      read: async () => {
        const found = await step();
        if (found === undefined) return null;
        if (typeof found === 'string') return found;
        if (isNewerRecord(found)) throw storageError('storage_too_new');
        // Any script of the origin may have put anything there.
        await setAside(found);
        throw storageError('storage_damaged', wasSetAside);
      },
      exchange: async (before, after) => {
        const exchanged = await step((present, records) => {
          if (present !== (before ?? undefined)) return false;
          if (after === null) records.delete(path);
          else records.put(after, path);
          return true;
        });
        if (exchanged) channel.report(slot);
        return exchanged;
      },
    };
  };

  return {
    describe: async () => ({
      backend: 'IndexedDB, sealed under a non-extractable key',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'every tab and worker of this origin',
    }),
    ...recordStore((slot, work) => {
      const end = performance.now() + STORE_LIMIT;
      return use((vault) => work(cellOf(slot, vault, end)));
    }),
    watch: (listener) => channel.watch(listener),
  };
}
