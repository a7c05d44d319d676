import {
  checkObject,
  checkSealingKeys,
  invalidInput,
  type KeyStore,
  type SealingKeys,
  type Slot,
} from '@turbosmtp-auth/core';
import { nodeIssue } from './issue-texts.ts';
import { storeOnFirstUse } from './on-first-use.ts';
import { itemName, slotOfItem } from './unstorage/item-name.ts';
import type { UnstorageStorage } from './unstorage/storage.ts';

/** How records are sealed and where in the storage they are. */
export interface UnstorageKeyStoreOptions {
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. Required. */
  readonly sealingKey: SealingKeys;
  /** Letters, digits, `_`, `-`, and `:` between parts, as unstorage has it. Default `turbosmtp-auth`. */
  readonly prefix?: string;
  /**
   * Whether to notice what others write, if the driver can. Default false, because a driver that watches keeps the process
   * alive until `client.close()`.
   */
  readonly watch?: boolean;
}

/**
 * A key store in any storage of unstorage, and so in every engine that it has a driver for. Records are sealed before
 * they leave the process.
 *
 * unstorage has no compare-and-set, so `ifGen` is **not atomic** between processes. The generation is compared right before
 * the write, and the record is read back right after it. Two logins at the same moment can both be taken for the last. If
 * processes share the storage, give the client a `lock` that they share too. For Redis use `redisKeyStore`, and for files
 * `sealedFileKeyStore`. The driver must read what it has just written.
 *
 * @throws {InvalidInputError} `invalid_input` if the storage or an option is invalid.
 * @throws {StorageError} from its methods, within 3 s, with a code of {@link StorageCode}; `storage_denied` also if the driver drops
 * writes, as those that are read-only do.
 * @example
 * ```ts
 * import { createClient, unstorageKeyStore } from '@turbosmtp-auth/node';
 * import { createStorage } from 'unstorage';
 * import mongodb from 'unstorage/drivers/mongodb';
 *
 * const storage = createStorage({
 *   driver: mongodb({ connectionString: 'mongodb://127.0.0.1', databaseName: 'app', collectionName: 'keys' }),
 * });
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const client = createClient({ keyStore: unstorageKeyStore(storage, { sealingKey }) });
 * ```
 */
export function unstorageKeyStore(storage: UnstorageStorage, options: UnstorageKeyStoreOptions): KeyStore {
  checkObject('options', options);
  const { sealingKey, prefix = 'turbosmtp-auth', watch = false } = options;
  const keys = checkSealingKeys(sealingKey);
  if (typeof watch !== 'boolean') throw invalidInput('watch', 'not_a_boolean');
  const used = [
    'getItem',
    'setItem',
    'removeItem',
    'getMount',
    ...(watch ? ['watch' as const] : []),
  ] as const;
  if (!used.every((name) => typeof storage?.[name] === 'function'))
    throw invalidInput('storage', 'not_a_storage');
  if (typeof prefix !== 'string' || !/^[\w-]+(?::[\w-]+)*$/.test(prefix))
    throw invalidInput('prefix', 'invalid_prefix', nodeIssue('invalid_prefix'));

  function listen(listener: (slot: Slot) => void): () => void {
    const watching = storage.watch((_, key) => {
      const end = key.lastIndexOf(':');
      // `prefixStorage` puts its own prefix before this one, and does not take it off again here.
      const ours = `:${key.slice(0, end)}`.endsWith(`:${prefix}`);
      const slot = ours ? slotOfItem(key.slice(end + 1)) : null;
      if (slot) listener(slot);
    });
    watching.catch(() => undefined); // a courtesy: without it, changes are noticed on use
    return () => void watching.then((stop) => stop()).catch(() => undefined);
  }

  const itemOf = (slot: Slot): string => `${prefix}:${itemName(slot)}`;
  const store = storeOnFirstUse(async () => {
    const { unstorageRecords } = await import('./unstorage/unstorage-records.ts');
    return unstorageRecords({ storage, sealingKey: keys, prefix, itemOf });
  });
  return { ...store, ...(watch && { watch: listen }) };
}
