import { type Platform, UnreachableError } from '@turbosmtp-auth/core';
import { neverSent, pageFetch } from '../fetch/page-fetch.ts';
import { webLock } from '../web-lock.ts';
import { extensionApi } from './extension-api.ts';
import { extensionKeyStore } from './extension-key-store.ts';
import { extensionHint } from './hints.ts';
import { keepAwake } from './keep-awake.ts';

/**
 * What the background of an extension supplies. Its `fetch` keeps the background awake while a request is under way. Its
 * store is sealed, and its lock is shared by the contexts of the extension. A request was provably never sent if the device
 * is offline, if a policy blocked it, or if the host permission is missing.
 */
export const platform: Platform = /* #__PURE__ */ Object.freeze<Platform>({
  name: 'extension',
  fetch: (input, init) =>
    keepAwake(async () => {
      // Asked first: without the permission a request that fails looks the same as one that was lost.
      const url = URL.parse(String((input as Partial<Request>).url ?? input)); // a string and a URL have none
      const pattern = url && `${url.protocol}//${url.hostname}/*`; // no pattern names a port
      if (pattern && !(await mayReach(pattern)))
        throw new TypeError('fetch failed', {
          cause: new UnreachableError({
            systemCode: 'permission',
            ...extensionHint('host_permission_missing', { pattern }),
            passing: false,
          }),
        });
      return pageFetch(input, init);
    }),
  // No cookie belongs to these calls, no cache may keep a reply with a key in it, and no address need be told.
  init: { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
  keyStore: /* #__PURE__ */ extensionKeyStore(),
  lock: /* #__PURE__ */ webLock(),
  neverSent,
  loopbackNames: true,
});

/** Whether the extension has the permission for a host; true if that cannot be known. */
async function mayReach(pattern: string): Promise<boolean> {
  try {
    return (await extensionApi()?.permissions?.contains({ origins: [pattern] })) !== false;
  } catch {
    return true; // a host that no pattern can name
  }
}
