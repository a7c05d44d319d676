import type { StorageFault } from '@turbosmtp-auth/core';
import { browserHint } from '../hints.ts';

/** What browsers throw (Web IDL's DOMException names), as our codes. What is not listed is `storage_unavailable`. */
const faults: Readonly<Record<string, StorageFault>> = {
  QuotaExceededError: {
    code: 'storage_full',
    ...browserHint('device_full'),
  },
  SecurityError: {
    code: 'storage_denied',
    ...browserHint('site_data_blocked'),
  },
  NotAllowedError: { code: 'storage_denied', ...browserHint('site_data_not_allowed') },
  TimeoutError: { code: 'storage_timeout', ...browserHint('database_busy') },
  VersionError: {
    code: 'storage_too_new',
    ...browserHint('database_too_new'),
  },
  NotFoundError: {
    code: 'storage_damaged',
    ...browserHint('database_of_others'),
  },
  // Firefox in private windows can refuse to keep a CryptoKey.
  DataCloneError: {
    code: 'storage_unavailable',
    ...browserHint('window_keeps_no_keys'),
  },
};

/** What an error of a storage API means. */
export function storageFault(error: unknown): StorageFault {
  const name = error instanceof Error ? error.name : '';
  return (Object.hasOwn(faults, name) && faults[name]) || { code: 'storage_unavailable' };
}
