import {
  isTurboSMTPAuthError,
  type StorageFault,
  storageError,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/core';

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

/** Whatever a storage API threw, as one of our errors, without its text. */
export function storageErrorOf(error: unknown): TurboSMTPAuthError {
  if (isTurboSMTPAuthError(error)) return error;
  const name = error instanceof Error ? error.name : '';
  const fault = Object.hasOwn(faults, name) ? faults[name] : undefined;
  return fault ? storageError(fault.code, fault) : storageError('storage_unavailable');
}

/** Raised when the medium itself is missing, as on a server. */
export const storageAbsent = (what: string): TurboSMTPAuthError =>
  storageError('storage_unavailable', { hint: `There is no ${what} here; use \`memoryKeyStore()\`.` });
