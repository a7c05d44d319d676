import { type Assurance, type KeyStore, memoryKeyStore, type Platform } from '@turbosmtp-auth/core';
import { autoOver } from './auto-key-store.ts';
import { staleConnection } from './fetch/connection-watch.ts';
import { neverSent } from './never-sent.ts';
import { environmentFetch } from './node-fetch.ts';
import { storeLock } from './store-lock.ts';

const memory: KeyStore = memoryKeyStore();

const stores = new Map<Assurance, KeyStore>();

/** The best store that there is and that is good enough: the same for all who ask for the same. */
export function bestKeyStore(minAssurance: Assurance): KeyStore {
  const store = stores.get(minAssurance) ?? autoOver(memory, { minAssurance });
  stores.set(minAssurance, store);
  return store;
}

/** Node, as the core sees it. One per process, so that its clients share their keys and wait for each other. */
export const platform: Platform = {
  name: 'node',
  fetch: (input, init) => environmentFetch()(input, init),
  keyStore: bestKeyStore('memory'),
  lock: storeLock(bestKeyStore('memory')),
  neverSent,
  staleConnection,
};
