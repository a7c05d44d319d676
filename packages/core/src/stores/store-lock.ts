import { isTurboSMTPAuthError } from '../errors/errors.ts';
import type { KeyStore } from '../key-store.ts';
import type { Lock } from '../platform.ts';
import { memoryLock } from './memory-lock.ts';

/** Answers the lock that goes with a store; `undefined`: nobody outside this process sees that store. */
export type FindLock = () => Lock | undefined | Promise<Lock | undefined>;

/** How long a lock is waited for when the caller does not say, in milliseconds: one whole call's default. */
const LONGEST_WAIT = 30_000;

const named = new WeakMap<KeyStore, FindLock>();
const inProcess = memoryLock();

/** Says which lock goes with a store: one that reaches whoever reaches the store. */
export function withLock(store: KeyStore, find: FindLock): KeyStore {
  named.set(store, find);
  return store;
}

/** The lock that goes with a store: the one it came with, or, if it says that this user's processes share it, theirs. */
export async function findLock(store: KeyStore, ofThisUser?: Lock): Promise<Lock | undefined> {
  const find = named.get(store);
  if (find) return find();
  const { persistent, sharedWith } = await store.describe();
  return persistent && sharedWith === 'this user' ? ofThisUser : undefined;
}

/**
 * The lock of a client that was given none: among the clients of this process, and, if others share the store, among
 * them as well. That is found out when a lock is needed first: a client that keeps its key in memory touches no file.
 * Where the lock among processes fails, that of this process still holds.
 */
export function storeLock(store: KeyStore, ofThisUser?: Lock): Lock {
  let found: Promise<Lock | undefined> | undefined;
  const find = (): Promise<Lock | undefined> => {
    found ??= findLock(store, ofThisUser);
    return found.catch(() => {
      found = undefined; // a store that could not say may say later
      return undefined;
    });
  };
  return async (name, work, { signal, timeout = LONGEST_WAIT } = {}) => {
    const start = performance.now();
    const within = (ms: number) => ({ ...(signal && { signal }), timeout: ms });
    const amongProcesses = async (): ReturnType<typeof work> => {
      const lock = await find();
      if (!lock) return work();
      let begun = false;
      const begin = (): ReturnType<typeof work> => {
        begun = true;
        return work();
      };
      const left = Math.max(0, timeout - (performance.now() - start));
      return lock(name, begin, within(left)).catch((error: unknown) => {
        if (begun || !isTurboSMTPAuthError(error)) throw error; // the work's own, or the end of the wait
        return work();
      });
    };
    return inProcess(name, amongProcesses, within(timeout));
  };
}
