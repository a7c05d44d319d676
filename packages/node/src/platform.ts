import { memoryKeyStore, memoryLock, type Platform } from '@turbosmtp-auth/core';
import { neverSent } from './never-sent.ts';

/** Node, as the core sees it. One per process, so that its clients share their keys and wait for each other. */
export const platform: Platform = {
  name: 'node',
  // Looked up on each call: touching it makes Node load its HTTP client, some 80 ms, which no import shall cost.
  fetch: (input, init) => globalThis.fetch(input, init),
  keyStore: memoryKeyStore(),
  lock: memoryLock(),
  neverSent,
};
