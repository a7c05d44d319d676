import { type StorageError, type StorageFault, storageError } from '@turbosmtp-auth/core';

/** What browsers throw (Web IDL's DOMException names), as our codes. What is not listed is `storage_unavailable`. */
const faults: Readonly<Record<string, StorageFault>> = {
  QuotaExceededError: {
    code: 'storage_full',
    hint: 'Free some space on this device, or clear data of this site.',
  },
  SecurityError: {
    code: 'storage_denied',
    hint: 'Allow this site to store data: cookies may be blocked, or the page runs in a sandboxed frame.',
  },
  NotAllowedError: { code: 'storage_denied', hint: 'Allow this site to store data.' },
  TimeoutError: { code: 'storage_timeout', hint: 'Close other tabs of this site, then try again.' },
  VersionError: {
    code: 'storage_too_new',
    hint: 'Update this package, or close tabs that run an older one.',
  },
  NotFoundError: {
    code: 'storage_damaged',
    hint: 'The database was not made by this package: choose another `name`.',
  },
  // Firefox in private windows can refuse to keep a CryptoKey.
  DataCloneError: {
    code: 'storage_unavailable',
    hint: 'This window cannot keep keys; use `memoryKeyStore()`.',
  },
};

/** What an error of a storage API means. */
export function storageFault(error: unknown): StorageFault {
  const name = error instanceof Error ? error.name : '';
  return (Object.hasOwn(faults, name) && faults[name]) || { code: 'storage_unavailable' };
}

/** Raised when the medium itself is missing, as on a server. */
export const storageAbsent = (what: string): StorageError =>
  storageError('storage_unavailable', { hint: `There is no ${what} here; use \`memoryKeyStore()\`.` });
