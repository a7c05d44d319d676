import {
  type KeyStore,
  type Slot,
  STORE_LIMIT,
  type StoredRecord,
  withinLimit,
  withLock,
} from '@turbosmtp-auth/core';
import { createSealer, recordStore, type SealingKey } from '@turbosmtp-auth/core/seal';
import { type RedisClient, scriptRunner } from './redis/client.ts';
import { unanswered } from './redis/faults.ts';
import { exchangeKey, readKey } from './redis/slot-scripts.ts';
import { redisLock } from './redis-lock.ts';

/** How records are sealed and what their keys in Redis begin with. */
export interface RedisKeyStoreOptions {
  /**
   * 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. Every machine that
   * shares the records needs the same.
   */
  readonly sealingKey: SealingKey;
  /** Default `turbosmtp-auth:`. */
  readonly prefix?: string;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * How long Redis keeps a record. A key of two hours is kept for a day more, since an expired one is still revoked on
 * logout; both times are the service's, so that no clock is asked. What is still to be revoked must not vanish, nor may
 * what never expires.
 */
function lifeOf(record: StoredRecord): number | null {
  if (record.kind === 'pending') return DAY;
  if (record.kind !== 'session' || record.expiresAt === null) return null;
  return DAY + Math.max(0, record.expiresAt - record.mintedAt);
}

/**
 * A key store in Redis, for a fleet on many machines that shares one key. Records are sealed before they leave the
 * process. `ifGen` is atomic: the server compares and writes in one step, so that the late one of two writers loses
 * wherever they are. A client that is given this store and no `lock` takes `redisLock` on the same connection.
 *
 * The client is yours, of `redis` (4, 5, 6) or of `ioredis` (5, 6): you connect it, listen to its `error` event and close
 * it. All machines need the same `prefix`, and the same `keyPrefix` where `ioredis` has one.
 *
 * Every call ends within 3 s, and a write that did not make it by then is not made later. What fails is a
 * `StorageError`: `storage_unavailable`, `storage_timeout`, `storage_denied` (a replica, no password, no permission),
 * `storage_full`, `storage_damaged`, `storage_wrong_key`, `storage_misplaced` or `storage_too_new`.
 *
 * @throws {InvalidInputError} where the sealing key or the client is not one.
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
export function redisKeyStore(
  client: RedisClient,
  { sealingKey, prefix = 'turbosmtp-auth:' }: RedisKeyStoreOptions,
): KeyStore {
  const sealer = createSealer(sealingKey);
  const run = scriptRunner(client);

  /** Neither profiles nor kinds have a colon, so that no two slots share a key. */
  const keyOf = ({ origin, profile, kind }: Slot): string => `${prefix}${origin}:${profile}:${kind}`;

  const lock = redisLock(client, { prefix });
  const store: KeyStore = {
    describe: async () => ({
      backend: 'Redis',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'every process that uses this Redis and this sealing key',
    }),
    ...recordStore((slot, work) =>
      withinLimit(() => {
        const key = keyOf(slot);
        const end = performance.now() + STORE_LIMIT;
        const { encode, decode } = sealer.codec(slot);
        let until = 0;
        let life: number | null = null;
        return work({
          codec: {
            encode: (record) => {
              life = lifeOf(record);
              return encode(record);
            },
            decode,
          },
          read: async () => {
            const reading = await readKey(run, key, end);
            until = reading.until;
            return reading.held;
          },
          exchange: (before, after) => exchangeKey(run, key, { before, after, life, until }),
        });
      }, unanswered),
    ),
  };
  return withLock(store, () => lock);
}
