import {
  checkObject,
  checkSealingKeys,
  type KeyStore,
  type SealingKeys,
  withLock,
} from '@turbosmtp-auth/core';
import { storeOnFirstUse } from './on-first-use.ts';
import { checkRedisClient, type RedisClient } from './redis/client.ts';
import { redisLock } from './redis-lock.ts';

/** How records are sealed and what their keys in Redis begin with. */
export interface RedisKeyStoreOptions {
  /**
   * 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. Every machine that
   * shares the records needs the same. Required.
   */
  readonly sealingKey: SealingKeys;
  /** Default `turbosmtp-auth:`. */
  readonly prefix?: string;
}

/**
 * A key store in Redis, for a fleet on many machines that shares one key. Records are sealed before they leave the process.
 * `ifGen` is atomic: the server compares and writes in one step, so that the later of two writers loses, on any machine. A
 * client that is given this store and no `lock` takes `redisLock` on the same connection.
 *
 * The client is yours, of `redis` (4, 5, 6) or of `ioredis` (5, 6): you connect it, listen to its `error` event and close
 * it. All machines need the same `prefix`, and the same `keyPrefix` if `ioredis` has one.
 *
 * Every call ends within 3 s. A write that was not made by then is not made later.
 *
 * @throws {InvalidInputError} `invalid_input` if the sealing key or the client is invalid.
 * @throws {StorageError} from its methods: `storage_unavailable`, `storage_timeout`, `storage_denied` (a replica, no password, no
 * permission), `storage_full`, `storage_damaged`, `storage_wrong_key`, `storage_misplaced` or `storage_too_new`.
 * @example
 * ```ts
 * import { createClient, redisKeyStore } from '@turbosmtp-auth/node';
 * import { createClient as createRedis } from 'redis';
 *
 * const redis = createRedis({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1' });
 * redis.on('error', console.error);
 * await redis.connect();
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const client = createClient({ keyStore: redisKeyStore(redis, { sealingKey }) });
 * ```
 */
export function redisKeyStore(client: RedisClient, options: RedisKeyStoreOptions): KeyStore {
  checkObject('options', options);
  const { sealingKey, prefix = 'turbosmtp-auth:' } = options;
  const key = checkSealingKeys(sealingKey);
  checkRedisClient(client);
  const lock = redisLock(client, { prefix });
  const store = storeOnFirstUse(async () => {
    const { redisRecords } = await import('./redis/loaded.ts');
    return redisRecords(client, key, prefix);
  });
  return withLock(store, () => lock);
}
