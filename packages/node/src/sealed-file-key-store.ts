import {
  checkObject,
  checkSealingKeys,
  type KeyStore,
  type SealingKeys,
  storageError,
  withLock,
} from '@turbosmtp-auth/core';
import { fileLock } from './file-lock.ts';
import { storeOnFirstUse } from './on-first-use.ts';
import { givenDirectory, ownStateDirectory } from './state-directory.ts';

// Not an import, which costs half a millisecond more.
const { join } = process.getBuiltinModule('node:path');

/** The directory of sealed files, and what they are sealed with. */
export interface SealedFileOptions {
  /** A directory for nothing else, created with mode 0700. Default: `turbosmtp-auth` in the platform's state directory. */
  readonly directory?: string;
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. Required. */
  readonly sealingKey: SealingKeys;
}

/**
 * A key store of sealed files that every process of this user can share. What is damaged, sealed with another key or
 * open to others is refused with a `StorageError` and left as it is. A client that is given no lock uses one in
 * `locks`, below the same directory, so that several processes log in once.
 *
 * @throws {InvalidInputError} `invalid_input` if the sealing key or the directory is invalid.
 * @throws {StorageError} from its methods: `storage_damaged`, `storage_wrong_key`, `storage_insecure`, `storage_misplaced`,
 * `storage_too_new`, `storage_denied`, `storage_full`, `storage_timeout` or `storage_unavailable`.
 * @example
 * ```ts
 * import { createClient, sealedFileKeyStore } from '@turbosmtp-auth/node';
 *
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const client = createClient({ keyStore: sealedFileKeyStore({ sealingKey }) });
 * ```
 */
export function sealedFileKeyStore(options: SealedFileOptions): KeyStore {
  checkObject('options', options);
  const { directory, sealingKey } = options;
  const chosen = givenDirectory(directory);
  const lock = fileLock(chosen === undefined ? {} : { directory: chosen && join(chosen, 'locks') });
  const keys = checkSealingKeys(sealingKey);
  const store = storeOnFirstUse(async () => {
    const [{ createSealer }, { fileHint, sealedRecords }, { filePort, statePort }] = await Promise.all([
      import('@turbosmtp-auth/core/seal'),
      import('@turbosmtp-auth/core/files'),
      import('./file-port.ts'),
    ]);
    return sealedRecords({
      port: () => (chosen === undefined ? statePort : filePort),
      directory: () => {
        if (chosen === '') throw storageError('storage_unavailable', fileHint('store_directory_missing'));
        return chosen ?? ownStateDirectory();
      },
      sealer: createSealer(keys),
      lock,
    });
  });
  return withLock(store, () => lock);
}
