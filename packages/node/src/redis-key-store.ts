import { checkProfile, type KeyStore, type Slot, type StoredRecord, withLock } from '@turbosmtp-auth/core';
import { createSealer, type SealingKey } from '@turbosmtp-auth/core/seal';
import { type RedisClient, scriptRunner } from './redis/client.ts';
import { exchangeKey, type Reading, readKey } from './redis/slot-scripts.ts';
import { redisLock } from './redis-lock.ts';
import { LIMIT, withinLimit } from './within.ts';

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
  const keyOf = ({ origin, profile, kind }: Slot): string => {
    checkProfile(profile);
    return `${prefix}${origin}:${profile}:${kind}`;
  };

  const open = async (slot: Slot, { held }: Reading): Promise<StoredRecord | null> =>
    held === null ? null : sealer.unseal(slot, held);

  /** Puts a record in the place of what the slot holds, or nothing, and answers whether it did. */
  async function replace(slot: Slot, next: StoredRecord | null, ifGen?: string | null): Promise<boolean> {
    const key = keyOf(slot);
    const end = performance.now() + LIMIT;
    return bounded(async () => {
      const entry = next && { sealed: await sealer.seal(slot, next), life: lifeOf(next) };
      for (;;) {
        const reading = await readKey(run, key, end);
        // What cannot be read is never replaced: it may be all that is left of a live key.
        const record = await open(slot, reading);
        if (ifGen !== undefined && (record?.gen ?? null) !== ifGen) return false;
        if (!entry && !record) return false;
        if (await exchangeKey(run, key, reading, entry)) return true;
        // Somebody wrote in between: look again. Every turn of this loop is a write that succeeded elsewhere.
      }
    });
  }

  const lock = redisLock(client, { prefix });
  const store: KeyStore = {
    describe: async () => ({
      backend: 'Redis',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'every process that uses this Redis and this sealing key',
    }),
    get: async (slot) => {
      const key = keyOf(slot);
      return bounded(async () => open(slot, await readKey(run, key, performance.now() + LIMIT)));
    },
    set: replace,
    remove: (slot, ifGen) => replace(slot, null, ifGen),
  };
  return withLock(store, () => lock);
}

const bounded = <T>(work: () => Promise<T>): Promise<T> =>
  withinLimit('Check that the Redis server is reachable and answers.', work);
