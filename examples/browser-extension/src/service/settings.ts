import { browser } from 'wxt/browser';

// What the person chose. None of it is a secret: content scripts can read `storage.local`.

/** The live service, which the extension may call without asking. */
export const liveBaseUrl = 'https://pro.api.serversmtp.com/api/v2';

export async function readBaseUrl(): Promise<string> {
  const { baseUrl } = await browser.storage.local.get('baseUrl');
  return typeof baseUrl === 'string' ? baseUrl : liveBaseUrl;
}

export const writeBaseUrl = (baseUrl: string): Promise<void> => browser.storage.local.set({ baseUrl });

/** Whether the last login asked to be remembered. A session does not say. */
export async function readRemember(): Promise<boolean> {
  const { remember } = await browser.storage.local.get('remember');
  return remember === true;
}

export const writeRemember = (remember: boolean): Promise<void> => browser.storage.local.set({ remember });

/** The permission for the host of a URL, as the browser wants it. A pattern names no port. */
export function hostPermission(url: string): { origins: string[] } {
  const { protocol, hostname } = new URL(url);
  return { origins: [`${protocol}//${hostname}/*`] };
}

/** Whether a person is to be asked for the host of a base URL. The background says what is wrong with any other. */
export function isWorthAsking(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (!url || url.username || url.password || url.search || url.hash) return false;
  // The hosts of `optional_host_permissions` in wxt.config.ts.
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost)$/.test(url.hostname))
  );
}
