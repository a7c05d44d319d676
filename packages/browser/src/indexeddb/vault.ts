import {
  asStorageErrors,
  checkObject,
  checkText,
  type Hint,
  type Slot,
  type StorageError,
  storageError,
} from '@turbosmtp-auth/core';
import { createKeySealer, type RecordCodec, type Sealer } from '@turbosmtp-auth/core/seal';
import { browserHint } from '../hints.ts';
import { openDatabase } from './database.ts';
import { sealingKey } from './sealing-key.ts';
import { storageFault } from './storage-errors.ts';

/** An open database and what seals its records. They belong together: a new database has a new key. */
export interface Vault {
  readonly database: IDBDatabase;
  /**
   * Writes and reads the records of a slot. In a page, people cannot move a record away by hand. So a text that cannot be
   * opened goes to `setAside` before `decode` rejects, and the next call finds the slot empty.
   */
  codec(slot: Slot, setAside: (text: string) => unknown): RecordCodec;
}

/** Runs work on the vault, opening it when it is not open; rejects with a `StorageError` when that fails. */
export type UseVault = <T>(work: (vault: Vault) => Promise<T>) => Promise<T>;

/**
 * The database that the options of a store name.
 *
 * @throws {InvalidInputError} if the options are not an object, or the name is not a string.
 */
export function databaseName(options: { readonly name?: string } = {}): string {
  checkObject('options', options);
  const { name = 'turbosmtp-auth' } = options;
  checkText('name', name);
  return name;
}

/** Opens on first use, keeps the connection, and opens again after it was lost, or the key was replaced. */
export function vaultOf(name: string): UseVault {
  let opening: Promise<OpenVault> | undefined;

  function open(): Promise<OpenVault> {
    const forget = (): void => {
      if (opening === attempt) opening = undefined;
    };
    const attempt: Promise<OpenVault> = openDatabase(name, forget).then(async (database) => ({
      database,
      sealer: createKeySealer(await sealingKey(database)),
    }));
    attempt.catch(forget);
    opening = attempt;
    return attempt;
  }

  return (work) =>
    asStorageErrors(async () => {
      for (let isLast = false; ; isLast = true) {
        const isFresh = !opening;
        const current = opening ?? open();
        try {
          const { database, sealer } = await current;
          return await work({ database, codec: inPage(sealer, isFresh) });
        } catch (error) {
          const { name, code } = Object(error) as { name?: unknown; code?: unknown }; // anything may be thrown
          // A connection that was closed or died, or a key that is no longer the one of the database.
          const isStale = lost.includes(name) || (!isFresh && code === 'storage_wrong_key');
          if (isLast || !isStale) throw error;
          // It is left to the garbage collector: it closes if it stands in somebody's way.
          if (opening === current) opening = undefined;
        }
      }
    }, storageFault);
}

interface OpenVault {
  readonly database: IDBDatabase;
  readonly sealer: Sealer;
}

/** How a connection answers that another one may replace. A transaction that ends so took no effect. */
const lost: readonly unknown[] = ['UnknownError', 'InvalidStateError', 'AbortError'];

/** What is said of a text that was set aside. */
export const wasSetAside: Hint = browserHint('record_set_aside');

/** A sealer's codecs, for pages. */
const inPage =
  (sealer: Sealer, isFresh: boolean): Vault['codec'] =>
  (slot, setAside) => {
    const { encode, decode } = sealer.codec(slot);
    return {
      encode,
      decode: (text) =>
        decode(text).catch(async (error: StorageError) => {
          // A newer version can open it, and so can the key that another tab has made since.
          if ((!isFresh && error.code === 'storage_wrong_key') || error.code === 'storage_too_new')
            throw error;
          await setAside(text);
          throw storageError(error.code, wasSetAside);
        }),
    };
  };
