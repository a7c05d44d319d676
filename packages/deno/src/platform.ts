import { memoryKeyStore, memoryLock, type Platform } from '@turbosmtp-auth/core';
import { explaining } from '@turbosmtp-auth/core/fetch';
import { connectFailure } from './fetch/connect-failures.ts';
import { neverSent } from './never-sent.ts';

/** Deno, as the core sees it. One per process, so that its clients share their keys and wait for each other. */
export const platform: Platform = {
  name: 'deno',
  // Looked up on each call, so that a fetch that is replaced later is the one that is used.
  fetch: explaining((input, init) => globalThis.fetch(input, init), connectFailure),
  keyStore: memoryKeyStore(),
  lock: memoryLock(),
  neverSent,
};
