import {
  type KeyStore,
  type Slot,
  type StorageCode,
  StorageError,
  type StoredRecord,
  storageError,
} from '@turbosmtp-auth/core';
import type { Sealer } from '@turbosmtp-auth/core/seal';
import { transact } from './indexeddb/database.ts';
import { type Vault, vaultOf } from './indexeddb/vault.ts';
import { slotChannel } from './slot-channel.ts';

/** Where {@link indexedDBKeyStore} keeps records. */
export interface IndexedDBKeyStoreOptions {
  /** Name of the database; default `turbosmtp-auth`. Stores of one name share their records, in every tab. */
  name?: string;
}

/** What lies in the database: the record sealed, and beside it the generation that `ifGen` is compared with. */
interface Entry {
  readonly gen: string;
  readonly sealed: string;
}

const pathOf = ({ origin, profile, kind }: Slot): string[] => [origin, profile, kind];

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
  const use = vaultOf(name);
  const channel = slotChannel(`turbosmtp-auth:${name}`);

  /** Puts a record in the place of what the slot holds, or nothing, and answers whether it did. */
  const replace = (slot: Slot, next: StoredRecord | null, ifGen?: string | null): Promise<boolean> =>
    use(async (vault) => {
      // A transaction ends at the first await of anything but itself, and WebCrypto is one: seal before it.
      const entry = next && { gen: next.gen, sealed: await vault.sealer.seal(slot, next) };
      for (;;) {
        // What cannot be read is never replaced: it may be all that is left of a live key.
        const present = await read(vault, slot);
        const held = present === undefined ? null : await opened(present, slot, vault.sealer);
        if (ifGen !== undefined && (held?.gen ?? null) !== ifGen) return false;
        if (!entry && !held) return false;
        if (await exchange(vault, slot, present, entry)) break;
        // Somebody wrote in between: look again. Every turn of this loop is a write that succeeded elsewhere.
      }
      channel.report(slot);
      return true;
    });

  return {
    describe: async () => ({
      backend: 'IndexedDB, sealed under a non-extractable key',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'every tab and worker of this origin',
    }),
    get: (slot) =>
      use(async (vault) => {
        const present = await read(vault, slot);
        return present === undefined ? null : opened(present, slot, vault.sealer);
      }),
    set: (slot, record, ifGen) => replace(slot, record, ifGen),
    remove: (slot, ifGen) => replace(slot, null, ifGen),
    watch: (listener) => channel.watch(listener),
  };
}

const read = ({ database }: Vault, slot: Slot): Promise<unknown> =>
  transact<unknown>(database, 'readonly', ({ store, after, answer }) =>
    after(store('records').get(pathOf(slot)), answer),
  );

/** Puts an entry (null: nothing) in the place of `expected`, unless something else lies there by now. */
const exchange = (
  { database }: Vault,
  slot: Slot,
  expected: unknown,
  entry: Entry | null,
): Promise<boolean> =>
  transact<boolean>(database, 'readwrite', ({ store, after, answer }) => {
    const records = store('records');
    after(records.get(pathOf(slot)), (present: unknown) => {
      // Each sealed text has a random IV, so equal texts are one and the same write.
      const same = part(present, 'sealed') === part(expected, 'sealed');
      if (same && entry) records.put(entry, pathOf(slot));
      if (same && !entry) records.delete(pathOf(slot));
      answer(same);
    });
  });

/** A part of what lies in the database, where any script of the origin may have put anything. */
const part = (present: unknown, name: keyof Entry): unknown =>
  typeof present === 'object' && present !== null && Object.hasOwn(present, name)
    ? (present as Partial<Record<keyof Entry, unknown>>)[name] // an object has properties
    : undefined;

async function opened(present: unknown, slot: Slot, sealer: Sealer): Promise<StoredRecord> {
  const sealed = part(present, 'sealed');
  if (typeof sealed !== 'string') throw unreadable('storage_damaged');
  const record = await sealer.unseal(slot, sealed).catch((error: unknown) => {
    throw error instanceof StorageError ? unreadable(error.code) : error;
  });
  if (record.gen !== part(present, 'gen')) throw unreadable('storage_damaged');
  return record;
}

/** In a page there is no file to move away and no key to configure. */
const unreadable = (code: StorageCode): StorageError =>
  code === 'storage_too_new'
    ? storageError(code)
    : storageError(code, { hint: 'Clear the data of this site, then log in again.' });
