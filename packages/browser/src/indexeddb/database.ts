import { storageError } from '@turbosmtp-auth/core';
import { browserHint } from '../hints.ts';

/** Longest time to open the database, in ms; and for one transaction of those that make its key. */
const LONGEST = 2_500;

/** The object stores, the same in every version so far. */
const stores = ['keys', 'records'] as const;
const VERSION = 1;

/** Only the name is ever looked at. */
const failed = (name: string): DOMException => new DOMException('', name);

/**
 * Opens the database, and makes it when there is none. It never stands in the way of another tab that wants to
 * upgrade or delete it: it closes, and `onLost` is called.
 */
export function openDatabase(name: string, onLost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!('indexedDB' in globalThis)) throw storageError('storage_unavailable', browserHint('no_indexed_db'));
    const request = indexedDB.open(name, VERSION);
    // Browsers may wait without end for another tab to let go of an older version.
    const timer = setTimeout(() => {
      request.onsuccess = () => request.result.close();
      reject(failed('TimeoutError'));
    }, LONGEST);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      const database = request.result;
      database.onversionchange = () => {
        database.close();
        onLost();
      };
      database.onclose = onLost;
      const [only = 'keys', ...others] = database.objectStoreNames;
      // Nothing that anybody could read is left, and nothing of anybody else's is there: the next call makes it anew.
      if (others.length === 0 && stores.includes(only as 'keys')) {
        indexedDB.deleteDatabase(name); // which closes this connection
        reject(failed('NotFoundError'));
      }
      resolve(database);
    };
  });
}

/**
 * Runs one transaction on one entry, and answers when it is on disk: what lies there, or what `change` makes of it. Nothing
 * is awaited in between, so that it is one step among all tabs.
 *
 * @param end When it is over, on the monotonic clock: what is not on disk by then never is.
 */
export function transact<T = unknown>(
  database: IDBDatabase,
  store: (typeof stores)[number],
  path: IDBValidKey,
  change?: (present: unknown, objects: IDBObjectStore) => T,
  end: number = performance.now() + LONGEST,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = end - performance.now();
    if (left <= 0) throw failed('TimeoutError');
    // Strict: the default of Chromium may lose what was committed just before a crash, and with it a live key.
    const transaction = database.transaction(store, change ? 'readwrite' : 'readonly', {
      durability: 'strict',
    });
    const objects = transaction.objectStore(store);
    const request = objects.get(path);
    let answer: T;
    let failure: unknown;
    const fail = (error: unknown): void => {
      failure ??= error;
      try {
        transaction.abort();
      } catch {
        // Already ending: oncomplete or onabort is on its way and tells which.
      }
    };
    const timer = setTimeout(() => fail(failed('TimeoutError')), left);
    request.onsuccess = () => {
      try {
        answer = change ? change(request.result, objects) : request.result;
      } catch (error) {
        fail(error);
      }
    };
    transaction.oncomplete = transaction.onabort = ({ type }) => {
      clearTimeout(timer);
      if (type === 'complete') resolve(answer);
      else reject(failure ?? transaction.error);
    };
  });
}
