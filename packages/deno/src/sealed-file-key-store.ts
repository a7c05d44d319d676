import { checkObject, type KeyStore, storageError, withLock } from '@turbosmtp-auth/core';
import { fileHint, sealedRecords } from '@turbosmtp-auth/core/files';
import { createSealer, type SealingKeys } from '@turbosmtp-auth/core/seal';
import { checkDirectory } from './check-directory.ts';
import { fileLock } from './file-lock.ts';
import { filePort } from './file-port.ts';
import { withNeeds } from './permissions/needs.ts';
import { filesIn } from './permissions/permission.ts';
import { refuseUnlessFilesIn } from './permissions/refuse-unless.ts';

export type { SealingKey, SealingKeys } from '@turbosmtp-auth/core/seal';

/** The directory of sealed files, and what they are sealed with. */
export interface SealedFileOptions {
  /** A directory for nothing else, created with mode 0700. Required. */
  readonly directory: string;
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. Required. */
  readonly sealingKey: SealingKeys;
}

/**
 * A key store of sealed files that every process of this user can share. It needs `--allow-read=<directory>` and
 * `--allow-write=<directory>`, and nothing else. What is damaged, sealed with another key or open to others is refused
 * with a `StorageError` and left as it is. A client that is given no lock uses one in `locks`, below the same directory, so
 * that several processes log in once.
 *
 * @throws {InvalidInputError} `invalid_input` if the sealing key or the directory is invalid.
 * @throws {StorageError} from its methods: `storage_damaged`, `storage_wrong_key`, `storage_insecure`, `storage_misplaced`,
 * `storage_too_new`, `storage_denied`, `storage_full`, `storage_timeout` or `storage_unavailable`. If a permission is
 * missing, the code is `storage_denied` and the hint names each missing flag.
 * @example
 * ```ts
 * import { createClient, sealedFileKeyStore } from '@turbosmtp-auth/deno';
 *
 * const sealingKey = { passphrase: 'four seldom used words' };
 * const keyStore = sealedFileKeyStore({ directory: '/var/lib/mailer/keys', sealingKey });
 * const client = createClient({ keyStore });
 * ```
 */
export function sealedFileKeyStore(options: SealedFileOptions): KeyStore {
  checkObject('options', options);
  const { directory, sealingKey } = options;
  checkDirectory(directory);
  const lock = fileLock({ directory: directory && filePort.join(directory, 'locks') });
  const store = sealedRecords({
    port: () => filePort,
    directory: () => {
      // An empty name would be the working directory.
      if (!directory) throw storageError('storage_unavailable', fileHint('store_directory_missing'));
      refuseUnlessFilesIn(directory);
      return directory;
    },
    sealer: createSealer(sealingKey),
    lock,
  });
  return withNeeds(
    withLock(store, () => lock),
    directory ? filesIn(directory) : [],
  );
}
