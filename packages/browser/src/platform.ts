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
  fetch: (...args: Parameters<typeof fetch>) => globalThis.fetch(...args),
  keyStore: /* #__PURE__ */ indexedDBKeyStore(),
  lock: /* #__PURE__ */ webLock(),
});
