import type { Slot, StoredRecord } from '@turbosmtp-auth/core';

/** Canaries: what must be found nowhere in clear. */
export const canaryKey = 'canary-key-0123456789abcdef';
export const canaryAccount = 'canary@example.test';

export const slot: Slot = { origin: 'https://api.example.test', profile: 'default', kind: 'session' };

export const record = (gen: string, key: string = canaryKey): StoredRecord => ({
  v: 1,
  kind: 'session',
  gen,
  key,
  account: canaryAccount,
  mintedAt: 1_790_000_000_000,
  expiresAt: null,
  clockOffset: 0,
});

let databases = 0;

/** A database that no other test has. */
export const freshName = (): string => `test-${crypto.randomUUID()}-${++databases}`;

/** The database as any script of the origin can open it. */
export function rawOpen(name: string, version?: number): Promise<IDBDatabase> {
  return settled(indexedDB.open(name, version));
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs one request on one object store of a database, past the store under test. */
export async function raw<T>(
  name: string,
  store: 'keys' | 'records',
  work: (objects: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await rawOpen(name);
  try {
    return await settled(work(database.transaction(store, 'readwrite').objectStore(store)));
  } finally {
    database.close();
  }
}
