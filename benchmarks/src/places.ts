import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisServerAvailable, startRedisServer } from '../../tools/redis-server.ts';
import { secretServiceAvailable, startSecretService } from '../../tools/secret-service.ts';

/** Where keys can be kept on this machine. */
export interface Places extends AsyncDisposable {
  readonly directory: string;
  /** 32 bytes, base64url. */
  readonly sealingKey: string;
  /** Null: there is no Redis here. */
  readonly redisPort: number | null;
  /** What a program needs in order to find a keychain; null: there is none to measure. */
  readonly keychain: Readonly<Record<string, string>> | null;
}

/** A directory, a Redis and a keychain that nobody else uses. What cannot be had is said, and left out. */
export async function makePlaces(): Promise<Places> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const redis = redisServerAvailable() ? await startRedisServer() : null;
  const keychain = secretServiceAvailable() ? await startSecretService() : null;
  return {
    directory,
    sealingKey: randomBytes(32).toString('base64url'),
    redisPort: redis?.port ?? null,
    keychain: keychain?.environment ?? null,
    async [Symbol.asyncDispose]() {
      await Promise.all([redis?.close(), keychain?.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
