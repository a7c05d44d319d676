import { type KeyStore, type Slot, STORE_LIMIT } from '@turbosmtp-auth/core';
import { type Cell, recordStore } from '@turbosmtp-auth/core/seal';
import { type Steps, transact } from './indexeddb/database.ts';
import { sealedText, type Vault, vaultOf } from './indexeddb/vault.ts';
import { slotChannel } from './slot-channel.ts';

/** Where {@link indexedDBKeyStore} keeps records. */
export interface IndexedDBKeyStoreOptions {
  /** Name of the database; default `turbosmtp-auth`. Stores of one name share their records, in every tab. */
  name?: string;
}

/**
 * Keeps records in IndexedDB, shared by every tab and worker of this origin, sealed under a key that no script can
 * extract. Whoever can read the browser's profile on disk can read the key there: it protects against copying by
 * scripts and by backups of the records alone, not against the user's own account.
 *
 * Nothing is opened before the first use. Every method rejects with a `StorageError`: `storage_unavailable`
 * (no IndexedDB or no WebCrypto), `storage_denied`, `storage_full`, `storage_timeout`, `storage_damaged`,
 * `storage_wrong_key`, `storage_misplaced` or `storage_too_new`.
 *
 * @example
 * ```ts
 * import { createClient, indexedDBKeyStore } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ keyStore: indexedDBKeyStore({ name: 'my-app' }) });
 * ```
 */
export function indexedDBKeyStore({ name = 'turbosmtp-auth' }: IndexedDBKeyStoreOptions = {}): KeyStore {
  const channel = slotChannel(`turbosmtp-auth:${name}`);
  const use = vaultOf(name);

  /** The object store beside the key's. Transactions make an exchange atomic among all tabs. */
  const cellOf = (slot: Slot, { database, codec }: Vault, end: number): Cell => {
    const path = [slot.origin, slot.profile, slot.kind];
    return {
      codec: codec(slot),
      read: async () =>
        sealedText(
          await transact<unknown>(
            database,
            'readonly',
            ({ store, after, answer }) => after(store('records').get(path), answer),
            end,
          ),
        ),
      exchange: async (expected, next) => {
        const swap = ({ store, after, answer }: Steps<boolean>): void => {
          const objects = store('records');
          after(objects.get(path), (present: unknown) => {
            const same = present === (expected ?? undefined);
            if (same && next !== null) objects.put(next, path);
            if (same && next === null) objects.delete(path);
            answer(same);
          });
        };
        const exchanged = await transact(database, 'readwrite', swap, end);
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
