import type { Platform } from '@turbosmtp-auth/core';
import { indexedDBKeyStore } from './indexeddb-key-store.ts';
import { webLock } from './web-lock.ts';

/**
 * What a page supplies: its `fetch`, a sealed store shared by the tabs of its origin, and a lock among them. A page
 * cannot prove that a failed request was never sent, so it does not say.
 */
export const platform: Platform = /* #__PURE__ */ Object.freeze({
  name: 'browser',
  // Looked up at each call: it may be wrapped later, and does not exist on every server that imports this.
  // No cookie belongs to these calls, no cache may keep a reply with a key in it, and no address need be told.
  fetch: (input: string | URL | Request, init?: RequestInit) =>
    globalThis.fetch(input, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...init,
    }),
  keyStore: /* #__PURE__ */ indexedDBKeyStore(),
  lock: /* #__PURE__ */ webLock(),
});
