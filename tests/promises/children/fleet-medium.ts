import {
  fileLock,
  type KeyStore,
  type Lock,
  type RedisClient,
  redisKeyStore,
  redisLock,
  sealedFileKeyStore,
} from '@turbosmtp-auth/node';
import type { Medium } from '../fleet.ts';

/** The key store and the lock of a medium, as one process has them. */
export async function openMedium(medium: Medium): Promise<{ keyStore: KeyStore; lock: Lock }> {
  const sealingKey = Buffer.from(medium.sealingKey, 'base64url');
  if (medium.kind === 'files')
    return {
      keyStore: sealedFileKeyStore({ directory: medium.directory, sealingKey }),
      lock: fileLock({ directory: `${medium.directory}-locks` }),
    };
  const { port } = medium;
  const redis = await connect(medium.client, port);
  return { keyStore: redisKeyStore(redis, { sealingKey }), lock: redisLock(redis) };
}

/** Loads the one client that is used, since eight processes start on one machine. */
async function connect(client: 'redis' | 'ioredis', port: number): Promise<RedisClient> {
  if (client === 'ioredis') {
    const { Redis } = await import('ioredis');
    return new Redis(port).on('error', () => {});
  }
  const { createClient } = await import('redis');
  return createClient({ socket: { port } })
    .on('error', () => {})
    .connect();
}
