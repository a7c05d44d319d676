import {
  fileLock,
  type KeyStore,
  type Lock,
  type RedisClient,
  redisKeyStore,
  sealedFileKeyStore,
} from '@turbosmtp-auth/node';
import type { Medium } from './fleet.ts';

/** The key store of a medium as one process has it, and the lock where the store does not bring its own. */
export async function openMedium(medium: Medium): Promise<{ keyStore: KeyStore; lock?: Lock }> {
  const sealingKey = Buffer.from(medium.sealingKey, 'base64url');
  if (medium.kind === 'files')
    return {
      keyStore: sealedFileKeyStore({ directory: medium.directory, sealingKey }),
      lock: fileLock({ directory: `${medium.directory}-locks` }),
    };
  const { port } = medium;
  const redis = await connect(medium.client, port);
  return { keyStore: redisKeyStore(redis, { sealingKey }) };
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
