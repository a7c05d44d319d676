import { createKeySealer, type Sealer } from '@turbosmtp-auth/core/seal';
import { openDatabase } from './database.ts';
import { sealingKey } from './sealing-key.ts';
import { storageErrorOf } from './storage-errors.ts';

/** An open database and what seals its records. They belong together: a new database has a new key. */
export interface Vault {
  readonly database: IDBDatabase;
  readonly sealer: Sealer;
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
        return { database, sealer: createKeySealer(await sealingKey(database)) };
      } catch (error) {
        database.close();
        throw error;
      }
    });
    attempt.catch(forget);
    opening = attempt;
    return attempt;
  }

  return async (work) => {
    try {
      const current = opening ?? open();
      try {
        return await work(await current);
      } catch (error) {
        // How a closed connection answers. Its transaction never began, so the work may run again.
        if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
        if (opening === current) opening = undefined;
        return await work(await (opening ?? open()));
      }
    } catch (error) {
      throw storageErrorOf(error);
    }
  };
}
