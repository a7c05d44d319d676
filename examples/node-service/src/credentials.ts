import { type Client, createClient, findSealingKey, redisKeyStore } from '@turbosmtp-auth/node';
import { createClient as createRedis } from 'redis';
import { type Config, readPassword } from './config.ts';

/** The client, and what has to be ended with it. */
export interface Connection extends AsyncDisposable {
  readonly client: Client;
}

/** Makes the client, which logs in by itself and keeps its key where the next start, or every instance, finds it. */
export async function connect({ baseUrl, email, passwordFile, redisUrl }: Config): Promise<Connection> {
  const shared = redisUrl === undefined ? undefined : await shareThrough(redisUrl);
  const client = createClient({
    ...(baseUrl !== undefined && { baseUrl }),
    // A function: it is asked when there is a login, and not before.
    credentials: { email, password: () => readPassword(passwordFile) },
    // Otherwise in a sealed file where there is a sealing key, else in memory.
    ...(shared && { keyStore: shared.keyStore }),
    timeout: 10_000,
  });
  return {
    client,
    async [Symbol.asyncDispose]() {
      // What is kept is for the next start. What is not would live on with nobody to use it.
      const session = await client.session().catch(() => null);
      if (session && !session.persisted) await client.logout({ timeout: 5_000 });
      await client.close();
      shared?.close();
    },
  };
}

/** One key for all instances on all machines, and one login for all of them. */
async function shareThrough(url: string) {
  const found = await findSealingKey();
  if (!found) throw new Error('REDIS_URL needs a sealing key: set TURBOSMTP_AUTH_STORE_KEY_FILE.');
  const redis = createRedis({ url, disableOfflineQueue: true });
  redis.on('error', () => {}); // it reconnects; until then calls fail, and readiness says so
  redis.connect().catch(() => {});
  return {
    keyStore: redisKeyStore(redis, { sealingKey: found.key }),
    close: () => redis.isOpen && redis.destroy(),
  };
}
