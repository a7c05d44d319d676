import { orAbort } from '../abort.ts';
import { checkFunction, checkObject } from '../errors/check-given.ts';
import type { KeyStore } from '../records/key-store.ts';
import { once } from '../shared-work.ts';
import { bestEffortLock } from './best-effort-lock.ts';
import type { Lock } from './lock.ts';
import { memoryLock } from './memory-lock.ts';
import { LONGEST_WAIT, startWait } from './wait.ts';

/**
 * Answers the lock that goes with a store; `undefined`: only this process sees that store.
 *
 * @throws What the store rejects with.
 */
export type FindLock = () => Lock | undefined | Promise<Lock | undefined>;

// A registered symbol, so that a store of one copy of this package keeps its lock in a client of another.
const lockOf: unique symbol = Symbol.for('@turbosmtp-auth/lock');
const inProcess = memoryLock();

/**
 * Says which lock goes with a store: one that reaches everyone who reaches the store. Clients that get the store and no lock
 * take it, so that those who share the store log in once. For authors of stores.
 *
 * @returns The same store.
 * @throws {InvalidInputError} `invalid_input` if the store is not an object, or `find` is not a function.
 * @example
 * ```ts
 * import { type KeyStore, type Lock, withLock } from '@turbosmtp-auth/core';
 *
 * const together = (store: KeyStore, lock: Lock): KeyStore => withLock(store, () => lock);
 * ```
 */
export function withLock(store: KeyStore, find: FindLock): KeyStore {
  checkObject('store', store);
  checkFunction('find', find);
  Object.defineProperty(store, lockOf, { value: find, configurable: true }); // no spread copies it
  return store;
}

/**
 * The lock that goes with a store: the one it came with, or, if it says that this user's processes share it, theirs. For a store
 * over another, which has the other's lock.
 *
 * @param ofThisUser What processes of this user share, where the platform has such a lock.
 * @throws {InvalidInputError} `invalid_input` if the store or the lock is invalid.
 * @throws What `describe` of the store rejects with.
 * @example
 * ```ts
 * import { findLock, type KeyStore, withLock } from '@turbosmtp-auth/core';
 *
 * const audited = (inner: KeyStore): KeyStore => withLock({ ...inner }, () => findLock(inner));
 * ```
 */
export async function findLock(store: KeyStore, ofThisUser?: Lock): Promise<Lock | undefined> {
  checkOwned(store, ofThisUser);
  const { [lockOf]: find } = store as { readonly [lockOf]?: FindLock }; // what `withLock` put there
  if (find) return find();
  checkFunction('store.describe', store.describe);
  const { persistent, sharedWith } = await store.describe();
  return persistent && sharedWith === 'this user' ? ofThisUser : undefined;
}

function checkOwned(store: KeyStore, ofThisUser: Lock | undefined): void {
  checkObject('store', store);
  if (ofThisUser !== undefined) checkFunction('ofThisUser', ofThisUser);
}

/**
 * The lock of a client that was given none: among the clients of this process, and, if others share the store, among them as
 * well. The client finds that out when it first needs a lock: a client that keeps its key in memory touches no file. If the
 * lock among processes fails, that of this process still works. For authors of adapters.
 *
 * It rejects with the signal's reason, and with a `TimeoutError` after `timeout` ms (default 30,000), as every lock does.
 *
 * @throws {InvalidInputError} `invalid_input` if the store is not an object, or the lock is not a function.
 * @example
 * ```ts
 * import { createClient, memoryKeyStore, storeLock } from '@turbosmtp-auth/core';
 *
 * const keyStore = memoryKeyStore();
 * const client = createClient({ name: 'worker', fetch, keyStore, lock: storeLock(keyStore) });
 * ```
 */
export function storeLock(store: KeyStore, ofThisUser?: Lock): Lock {
  checkOwned(store, ofThisUser);
  const find = once(() => findLock(store, ofThisUser));
  return async (name, work, options = {}) => {
    const wait = startWait(name, work, options, LONGEST_WAIT);
    const { timeout = LONGEST_WAIT } = options;
    const begun = (): ReturnType<typeof work> => {
      wait.end();
      return work();
    };
    const amongProcesses = async (): ReturnType<typeof work> =>
      bestEffortLock(
        await orAbort(
          find().catch(() => undefined), // a store that could not say may say later
          wait.signal,
        ),
        name,
      )(begun, { timeout, signal: wait.signal });
    return inProcess(name, amongProcesses, { signal: wait.signal }).finally(wait.end);
  };
}
