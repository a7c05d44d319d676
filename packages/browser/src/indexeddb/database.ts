import { storageAbsent } from './storage-errors.ts';

/** Longest time to open the database, in ms; and for one transaction of those that make its key. */
const LONGEST = 2_500;

/** The object stores, the same in every version so far. */
const stores = ['keys', 'records'] as const;
const VERSION = 1;

const tooSlow = (): DOMException => new DOMException('The database did not answer in time.', 'TimeoutError');

/**
 * Opens the database, and makes it when there is none. It never stands in the way of another tab that wants to
 * upgrade or delete it: it closes, and `onLost` is called.
 */
export function openDatabase(name: string, onLost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!('indexedDB' in globalThis)) throw storageAbsent('IndexedDB');
    const request = indexedDB.open(name, VERSION);
    let late = false;
    // Browsers may wait without end for another tab to let go of an older version.
    const timer = setTimeout(() => {
      late = true;
      reject(tooSlow());
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
      if (late) {
        database.close();
        return;
      }
      database.onversionchange = () => {
        database.close();
        onLost();
      };
      database.onclose = onLost;
      resolve(database);
    };
  });
}

/** Within a transaction: the stores, a way to go on after a request, and the answer to give once all is committed. */
export interface Steps<T> {
  store(name: (typeof stores)[number]): IDBObjectStore;
  after<R>(request: IDBRequest<R>, next: (result: R) => void): void;
  answer(value: T): void;
}

/**
 * Runs one transaction, and answers when it is on disk. Nothing in it may await anything but its own requests.
 *
 * @param end When it is over, on the monotonic clock: what is not on disk by then never is.
 */
export function transact<T>(
  database: IDBDatabase,
  mode: 'readonly' | 'readwrite',
  work: (steps: Steps<T>) => void,
  end: number = performance.now() + LONGEST,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = end - performance.now();
    if (left <= 0) throw tooSlow();
    // Strict: the default of Chromium may lose what was committed just before a crash, and with it a live key.
    const transaction = database.transaction(stores, mode, { durability: 'strict' });
    let failure: unknown;
    let settle = (): void => reject(new DOMException('The transaction has no answer.', 'UnknownError'));
    const fail = (error: unknown): void => {
      failure ??= error;
      try {
        transaction.abort();
      } catch {
        // Already ending: oncomplete or onabort is on its way and tells which.
      }
    };
    const timer = setTimeout(() => fail(tooSlow()), left);
    transaction.oncomplete = () => {
      clearTimeout(timer);
      settle();
    };
    transaction.onabort = () => {
      clearTimeout(timer);
      reject(failure ?? transaction.error);
    };
    const guarded = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        fail(error);
      }
    };
    guarded(() =>
      work({
        store: (name) => transaction.objectStore(name),
        after: (request, next) => {
          request.onsuccess = () => guarded(() => next(request.result));
        },
        answer: (value) => {
          settle = () => resolve(value);
        },
      }),
    );
  });
}
