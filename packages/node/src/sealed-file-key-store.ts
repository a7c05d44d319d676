import { join, resolve } from 'node:path';
import { type KeyStore, storageError, withLock } from '@turbosmtp-auth/core';
import { createSealer, type SealingKey } from '@turbosmtp-auth/core/seal';
import { fileLock } from './file-lock.ts';
import { storeOnFirstUse } from './on-first-use.ts';
import { stateDirectory } from './state-directory.ts';

export type { SealingKey } from '@turbosmtp-auth/core/seal';

/** Where sealed files are, and with what they are sealed. */
export interface SealedFileOptions {
  /**
   * A directory for nothing else, created with mode 0700. Default: `turbosmtp-auth` in the platform's state directory.
   */
  readonly directory?: string;
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. */
  readonly sealingKey: SealingKey;
}

/**
 * A key store of sealed files that every process of this user can share. What is damaged, sealed with another key or
 * open to others is refused with a `StorageError` and left as it is. A client that is given no lock uses one in
 * `locks`, below the same directory, so that several processes log in once.
 *
 * @throws {InvalidInputError} where the sealing key is not one.
 * @example
 * ```ts
 * import { createClient, sealedFileKeyStore } from '@turbosmtp-auth/node';
 *
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const client = createClient({ keyStore: sealedFileKeyStore({ sealingKey }) });
 * ```
 */
export function sealedFileKeyStore({ directory, sealingKey }: SealedFileOptions): KeyStore {
  // Now, so that a later chdir moves nothing.
  const chosen = directory && resolve(directory);
  const lock = fileLock(chosen === undefined ? {} : { directory: chosen && join(chosen, 'locks') });
  const sealer = createSealer(sealingKey);
  const store = storeOnFirstUse(async () => {
    const [{ sealedRecords }, { filePort }] = await Promise.all([
      import('@turbosmtp-auth/core/files'),
      import('./file-port.ts'),
    ]);
    return sealedRecords({
      port: () => filePort,
      directory: () => {
        if (chosen === '')
          throw storageError('storage_unavailable', { hint: 'Name the directory of the store.' });
        return chosen ?? stateDirectory(process.platform, process.env);
      },
      sealer,
      lock,
    });
  });
  return withLock(store, () => lock);
}
