import {
  isTurboSMTPAuthError,
  type StorageCode,
  storageError,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/core';

/** What browsers throw (Web IDL's DOMException names), as our codes. What is not listed is `storage_unavailable`. */
const codes: Readonly<Record<string, readonly [code: StorageCode, hint: string]>> = {
  QuotaExceededError: ['storage_full', 'Free some space on this device, or clear data of this site.'],
  SecurityError: [
    'storage_denied',
    'Allow this site to store data: cookies may be blocked, or the page runs in a sandboxed frame.',
  ],
  NotAllowedError: ['storage_denied', 'Allow this site to store data.'],
  TimeoutError: ['storage_timeout', 'Close other tabs of this site, then try again.'],
  VersionError: ['storage_too_new', 'Update this package, or close tabs that run an older one.'],
  NotFoundError: ['storage_damaged', 'The database was not made by this package: choose another `name`.'],
  // Firefox in private windows can refuse to keep a CryptoKey.
  DataCloneError: ['storage_unavailable', 'This window cannot keep keys; use `memoryKeyStore()`.'],
};

/** Whatever a storage API threw, as one of our errors, without its text. */
export function storageErrorOf(error: unknown): TurboSMTPAuthError {
  if (isTurboSMTPAuthError(error)) return error;
  const name = error instanceof Error ? error.name : '';
  const known = Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (!known) return storageError('storage_unavailable');
  const [code, hint] = known;
  return storageError(code, { hint });
}

/** Raised when the medium itself is missing, as on a server. */
export const storageAbsent = (what: string): TurboSMTPAuthError =>
  storageError('storage_unavailable', { hint: `There is no ${what} here; use \`memoryKeyStore()\`.` });
