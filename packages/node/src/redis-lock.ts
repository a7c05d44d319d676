import { checkObject, checkText, type Lock } from '@turbosmtp-auth/core';
import { onFirstUse } from './on-first-use.ts';
import { checkRedisClient, type RedisClient } from './redis/client.ts';

/** How the keys of locks in Redis begin. */
export interface RedisLockOptions {
  /** Default `turbosmtp-auth:`. */
  readonly prefix?: string;
}

/**
 * A lock among all clients of one Redis, so that a fleet logs in once. A client with a `redisKeyStore` takes it by itself.
 * Give it to clients whose machines share another store.
 *
 * It lasts one second, and is renewed four times a second while the work runs. If its holder is killed, the next gets it
 * about a second later. Waiting clients ask at growing intervals of up to 400 ms, and when it ends. Chance decides which is
 * next. It saves logins, and nothing depends on it. A holder that was paused for longer than a second has lost it without
 * knowing. Then the generations of the key store decide.
 *
 * @throws {InvalidInputError} `invalid_input` if the client is neither of `redis` nor of `ioredis`.
 * @throws {StorageError} from the lock, with a code of {@link StorageCode}, if Redis cannot be used. The work did not run then.
 * @example
 * ```ts
 * import { createClient, redisLock, unstorageKeyStore } from '@turbosmtp-auth/node';
 * import { Redis } from 'ioredis';
 * import { createStorage } from 'unstorage';
 * import s3 from 'unstorage/drivers/s3';
 *
 * const storage = createStorage({
 *   driver: s3({ endpoint: 'https://s3.example', region: 'eu', bucket: 'keys', accessKeyId: 'id', secretAccessKey: 'secret' }),
 * });
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const redis = new Redis(process.env['REDIS_URL'] ?? 'redis://127.0.0.1').on('error', console.error);
 * const client = createClient({ keyStore: unstorageKeyStore(storage, { sealingKey }), lock: redisLock(redis) });
 * ```
 */
export function redisLock(client: RedisClient, options: RedisLockOptions = {}): Lock {
  checkRedisClient(client);
  checkObject('options', options);
  const { prefix = 'turbosmtp-auth:' } = options;
  checkText('prefix', prefix);
  const lock = onFirstUse(async () => {
    const { lockInRedis } = await import('./redis/loaded.ts');
    return lockInRedis(client, prefix);
  });
  return async (name, work, options) => (await lock())(name, work, options);
}
