import { asStorageErrors, StorageError, storageError } from '@turbosmtp-auth/core';
import { createKeySealer, type Sealer } from '@turbosmtp-auth/core/seal';
import { openDatabase } from './database.ts';
import { sealingKey } from './sealing-key.ts';
import { storageFault } from './storage-errors.ts';

/** An open database and what seals its records. They belong together: a new database has a new key. */
export interface Vault {
  readonly database: IDBDatabase;
  readonly codec: Sealer['codec'];
}

/** Runs work on the vault, opening it when it is not open; rejects with a `StorageError` when that fails. */
export type UseVault = <T>(work: (vault: Vault) => Promise<T>) => Promise<T>;

/** Opens on first use, keeps the connection, and opens again after a browser or another tab took it away. */
export function vaultOf(name: string): UseVault {
  let opening: Promise<Vault> | undefined;

  function open(): Promise<Vault> {
    const forget = (): void => {
      if (opening === attempt) opening = undefined;
    };
    const attempt: Promise<Vault> = openDatabase(name, forget).then(async (database) => {
      try {
        return { database, codec: inPage(createKeySealer(await sealingKey(database))) };
      } catch (error) {
        database.close();
        throw error;
      }
    });
    attempt.catch(forget);
    opening = attempt;
    return attempt;
  }

  return (work) =>
    asStorageErrors(async () => {
      const current = opening ?? open();
      try {
        return await work(await current);
      } catch (error) {
        // How a closed connection answers. Its transaction never began, so the work may run again.
        if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
        if (opening === current) opening = undefined;
        return await work(await (opening ?? open()));
      }
    }, storageFault);
}

/** What lies where a sealed record belongs, `null` where nothing does. Any script of the origin may have put anything there. */
export function sealedText(found: unknown): string | null {
  if (found === undefined) return null;
  if (typeof found !== 'string') throw storageError('storage_damaged', clearData);
  return found;
}

/** In a page there is no file to move away and no key to configure. */
const clearData = { hint: 'Clear the data of this site, then log in again.' };

/** A sealer's codecs, with hints for pages. */
const inPage =
  (sealer: Sealer): Sealer['codec'] =>
  (slot) => {
    const { encode, decode } = sealer.codec(slot);
    return {
      encode,
      decode: (text) =>
        decode(text).catch((error: unknown) => {
          if (!(error instanceof StorageError)) throw error;
          throw storageError(error.code, error.code === 'storage_too_new' ? {} : clearData);
        }),
    };
  };
