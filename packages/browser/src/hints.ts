import { type GiveHint, hintsOf } from '@turbosmtp-auth/core';

/** What to do about errors of this package, in English. */
export const browserHints = {
  // The way to the service.
  offline: 'Connect this device to a network, then try again: the browser is offline.',
  blocked_by_policy:
    'Add the origin of the service to `connect-src` in the content security policy of this page: the policy blocked the request.',
  blocked_by_cors_or_lost:
    'Check the console of the browser. If it shows a CORS error, let a proxy serve the API under the origin of this page, and set `baseUrl` to its address. If it shows none, find out what happened before you repeat the request.',

  // Where keys are kept.
  record_set_aside: 'Log in again: the unreadable record was set aside.',
  device_full: 'Free some space on this device, or clear some of this site’s data.',
  site_data_blocked:
    'Allow this site to store data: cookies may be blocked, or the page may run in a sandboxed frame.',
  site_data_not_allowed: 'Allow this site to store data.',
  database_busy: 'Close other tabs of this site, then try again: they may be blocking the database.',
  database_too_new:
    'Reload this page: a newer version of this package has changed the database. If that does not help, update the package.',
  database_of_others: 'Choose another `name`: the database was not made by this package.',
  window_keeps_no_keys: 'Use `memoryKeyStore()`: private windows can refuse to store keys.',
  no_indexed_db: 'Use `memoryKeyStore()`: there is no IndexedDB here.',
  no_session_storage: 'Use `memoryKeyStore()`: there is no sessionStorage here.',
  no_web_crypto: 'Serve the page over HTTPS, or use `memoryKeyStore()`: there is no WebCrypto here.',
};

/** The hint for a reason of {@link browserHints}. */
export const browserHint: GiveHint<typeof browserHints> = /* @__PURE__ */ hintsOf(browserHints);
