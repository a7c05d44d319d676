import {
  type KeyStore,
  type Slot,
  type StorageCode,
  StorageError,
  type StoredRecord,
  storageError,
} from '@turbosmtp-auth/core';
import type { UseVault, Vault } from './indexeddb/vault.ts';

/** A medium that keeps one sealed text for each slot. Any script of the origin may have put anything there. */
export interface Shelf {
  /** What lies there; `undefined` where nothing does. */
  read(vault: Vault, slot: Slot): Promise<unknown>;
  /** Puts a text (`null`: nothing) in the place of `expected`, atomically, unless something else lies there by now. */
  exchange(vault: Vault, slot: Slot, expected: unknown, next: string | null): Promise<boolean>;
}

/** The methods of a key store that seals what it puts on a shelf. `onWrite` hears of every slot that changed. */
export function sealedKeyStore(
  use: UseVault,
  shelf: Shelf,
  onWrite: (slot: Slot) => void = () => {},
): Pick<KeyStore, 'get' | 'set' | 'remove'> {
  const held = async (vault: Vault, slot: Slot, sealed: unknown): Promise<StoredRecord | null> => {
    if (sealed === undefined) return null;
    if (typeof sealed !== 'string') throw unreadable('storage_damaged');
    return vault.sealer.unseal(slot, sealed).catch((error: unknown) => {
      throw error instanceof StorageError ? unreadable(error.code) : error;
    });
  };

  const replace = (slot: Slot, next: StoredRecord | null, ifGen?: string | null): Promise<boolean> =>
    use(async (vault) => {
      // A transaction of IndexedDB ends at the first await of anything else, and WebCrypto is that: seal before it.
      const sealed = next && (await vault.sealer.seal(slot, next));
      for (;;) {
        // What cannot be read is never replaced: it may be all that is left of a live key.
        const present = await shelf.read(vault, slot);
        const record = await held(vault, slot, present);
        if (ifGen !== undefined && (record?.gen ?? null) !== ifGen) return false;
        if (!sealed && !record) return false;
        // Each sealed text has an IV of its own: the same text is the same write, so its generation was just compared.
        if (await shelf.exchange(vault, slot, present, sealed)) break;
        // Somebody wrote in between: look again. Every turn of this loop is a write that succeeded elsewhere.
      }
      onWrite(slot);
      return true;
    });

  return {
    get: (slot) => use(async (vault) => held(vault, slot, await shelf.read(vault, slot))),
    set: (slot, record, ifGen) => replace(slot, record, ifGen),
    remove: (slot, ifGen) => replace(slot, null, ifGen),
  };
}

/** In a page there is no file to move away and no key to configure. */
const unreadable = (code: StorageCode): StorageError =>
  code === 'storage_too_new'
    ? storageError(code)
    : storageError(code, { hint: 'Clear the data of this site, then log in again.' });
