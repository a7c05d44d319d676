import {
  findLock as findLockOf,
  type KeyStore,
  type Lock,
  storeLock as storeLockOf,
} from '@turbosmtp-auth/core';
import { fileLock } from './file-lock.ts';

/** For a store that this user's processes share, and that came with no lock of its own. */
const ofThisUser = fileLock();

/** The lock that goes with a store, `undefined` where only this process sees it. */
export const findLock = (store: KeyStore): Promise<Lock | undefined> => findLockOf(store, ofThisUser);

/** The lock of a client that was given none. */
export const storeLock = (store: KeyStore): Lock => storeLockOf(store, ofThisUser);
