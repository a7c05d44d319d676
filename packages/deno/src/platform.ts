import { explaining, memoryKeyStore, memoryLock, type Platform } from '@turbosmtp-auth/core';
import { connectFailure } from './fetch/connect-failures.ts';
import { permittedFetch } from './fetch/permitted-fetch.ts';
import { neverSent } from './never-sent.ts';

/** Deno, as the core sees it. One per process, so that its clients share their keys and wait for each other. */
export const platform: Platform = {
  name: 'deno',
  fetch: explaining(permittedFetch, connectFailure),
  keyStore: memoryKeyStore(),
  lock: memoryLock(),
  neverSent,
};
