import { storageError } from '@turbosmtp-auth/core';
import { denoHint } from '../hints.ts';
import { filesIn, missingFlags, nativeCode } from './permission.ts';

/** @throws {StorageError} `storage_denied`, whose hint names each flag that is missing for this directory. */
export function refuseUnlessFilesIn(directory: string): void {
  const missing = missingFlags(filesIn(directory));
  if (missing.length > 0)
    throw storageError('storage_denied', denoHint('files_not_permitted', { flags: missing.join(' ') }));
}

/** @throws {StorageError} `storage_denied`, whose hint names the flag, unless native code may be loaded. */
export function refuseUnlessNativeCode(): void {
  const [flag] = missingFlags([nativeCode]);
  if (flag !== undefined) throw storageError('storage_denied', denoHint('keychain_not_permitted', { flag }));
}
