import type { Platform } from '@turbosmtp-auth/core';
import { neverSent, pageFetch } from './fetch/page-fetch.ts';
import { indexedDBKeyStore } from './indexeddb-key-store.ts';
import { webLock } from './web-lock.ts';

/**
 * What a page supplies: its `fetch`, a sealed store shared by the tabs of its origin, and a lock among them. A page can
 * prove that a request was never sent only if it is offline, or if its content security policy blocked the request.
 */
export const platform: Platform = /* #__PURE__ */ Object.freeze<Platform>({
  name: 'browser',
  // Looked up at each call: it may be wrapped later, and does not exist on every server that imports this.
  fetch: pageFetch,
  // No cookie belongs to these calls, no cache may keep a reply with a key in it, and no address need be told.
  init: { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
  keyStore: /* #__PURE__ */ indexedDBKeyStore(),
  lock: /* #__PURE__ */ webLock(),
  neverSent,
  loopbackNames: true,
});
