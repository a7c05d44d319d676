import { createLock, type Lock, systemClock, withinLimit } from '@turbosmtp-auth/core';
import { type RedisClient, scriptRunner, textOf } from './redis/client.ts';
import { unanswered } from './redis/faults.ts';

/** How the keys of locks in Redis begin. */
export interface RedisLockOptions {
  /** Default `turbosmtp-auth:`. */
  readonly prefix?: string;
}

/** Milliseconds. A holder that was killed is missed for so long; one that is merely busy must renew in between. */
const LIFE = 1_000;
const RENEWAL = 250;

/** Milliseconds between looking whether the lock is free: from often to seldom, so that a large fleet stays polite. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 120;

/** Finding its own token means that the client lost its connection and sent this again. */
const ACQUIRE = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[1]) == ARGV[1] then return 'held' end
return 'taken'`;

const RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 'done'`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'done'`;

/**
 * A lock among all that use one Redis, so that a fleet logs in once. A client with a `redisKeyStore` takes it by itself;
 * give it to one whose machines share another store.
 *
 * It is held for one second and renewed four times in it while the work runs: when its holder is killed, the next is in
 * about a second later. Its waiters look every 20 to 120 ms; who is next is left to chance. It spares logins and nothing
 * depends on it: a holder that was paused for longer than a second has lost it without knowing, and then the generations
 * of the key store decide.
 *
 * Waiting ends with the signal's reason, with a `TimeoutError` after `timeout` ms (default 30 000), or with a
 * `StorageError` when Redis cannot be used; then the work does not run.
 *
 * @throws {InvalidInputError} where the client is neither of `redis` nor of `ioredis`.
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
export function redisLock(client: RedisClient, { prefix = 'turbosmtp-auth:' }: RedisLockOptions = {}): Lock {
  const run = scriptRunner(client);
  const ask = (script: string, name: string, token: string): Promise<unknown> =>
    withinLimit(() => run(script, `${prefix}lock:${name}`, [token, String(LIFE)]).then(textOf), unanswered);
  async function acquire(name: string, token: string, wait: AbortSignal): Promise<void> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 1.5)) {
      wait.throwIfAborted();
      if ((await ask(ACQUIRE, name, token)) === 'held') return;
      await systemClock.sleep(pause * (0.5 + Math.random()), wait);
    }
  }

  return createLock(async (name, wait) => {
    const token = crypto.randomUUID();
    await acquire(name, token, wait);
    const renewal = setInterval(() => void ask(RENEW, name, token).catch(() => undefined), RENEWAL);
    renewal.unref(); // work that waits for nothing else keeps no process alive
    return async () => {
      clearInterval(renewal);
      await ask(RELEASE, name, token); // without, it ends by itself
    };
  });
}
