import { type KeyStore, storageError, withLock } from '@turbosmtp-auth/core';
import { sealedRecords } from '@turbosmtp-auth/core/files';
import { createSealer, type SealingKey } from '@turbosmtp-auth/core/seal';
import { fileLock } from './file-lock.ts';
import { filePort } from './file-port.ts';

export type { SealingKey } from '@turbosmtp-auth/core/seal';

/** Where sealed files are, and with what they are sealed. */
export interface SealedFileOptions {
  /** A directory for nothing else, created with mode 0700. */
  readonly directory: string;
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. */
  readonly sealingKey: SealingKey;
}

/**
 * A key store of sealed files that every process of this user can share. It needs `--allow-read=<directory>` and
 * `--allow-write=<directory>`, and nothing else. What is damaged, sealed with another key or open to others is refused
 * with a `StorageError` and left as it is. A client that is given no lock uses one in `locks`, below the same directory, so
 * that several processes log in once.
 *
 * @throws {InvalidInputError} where the sealing key is not one.
 * @example
 * ```ts
 * import { createClient, sealedFileKeyStore } from '@turbosmtp-auth/deno';
 *
 * const sealingKey = { passphrase: 'four seldom used words' };
 * const keyStore = sealedFileKeyStore({ directory: '/var/lib/mailer/keys', sealingKey });
 * const client = createClient({ keyStore });
 * ```
 */
export function sealedFileKeyStore({ directory, sealingKey }: SealedFileOptions): KeyStore {
  const lock = fileLock({ directory: directory && filePort.join(directory, 'locks') });
  const store = sealedRecords({
    port: () => filePort,
    directory: () => {
      // An empty name would be the working directory.
      if (directory) return directory;
      throw storageError('storage_unavailable', { hint: 'Name the directory of the store.' });
    },
    sealer: createSealer(sealingKey),
    lock,
  });
  return withLock(store, () => lock);
}
