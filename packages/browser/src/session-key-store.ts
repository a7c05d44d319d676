import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { storageAbsent } from './indexeddb/storage-errors.ts';
import { vaultOf } from './indexeddb/vault.ts';
import { type Shelf, sealedKeyStore } from './sealed-key-store.ts';

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
  return {
    describe: async () => ({
      backend: 'sessionStorage, sealed under a non-extractable key',
      assurance: 'session',
      persistent: true,
      sharedWith: 'this tab',
    }),
    ...sealedKeyStore(vaultOf(name), itemsOf(name)),
  };
}

/** Nothing is awaited between looking and writing, so an exchange is atomic within the tab. */
function itemsOf(name: string): Shelf {
  const nameOf = ({ origin, profile, kind }: Slot): string => JSON.stringify([name, origin, profile, kind]);
  const read = (slot: Slot): string | undefined => storage().getItem(nameOf(slot)) ?? undefined;
  return {
    read: async (_vault, slot) => read(slot),
    exchange: async (_vault, slot, expected, next) => {
      if (read(slot) !== expected) return false;
      if (next === null) storage().removeItem(nameOf(slot));
      else storage().setItem(nameOf(slot), next);
      return true;
    },
  };
}

function storage(): Storage {
  if (!('sessionStorage' in globalThis)) throw storageAbsent('sessionStorage');
  return sessionStorage;
}
