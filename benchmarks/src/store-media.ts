import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type KeyStore,
  keychainKeyStore,
  memoryKeyStore,
  redisKeyStore,
  sealedFileKeyStore,
  unstorageKeyStore,
} from '@turbosmtp-auth/node';
import type { Places } from './places.ts';

/** The medium without us, for a text as long as a sealed record. */
interface Alone {
  readonly what: string;
  get(): Promise<unknown>;
  set(text: string): Promise<unknown>;
}

/** A store, and the same medium without us. */
export interface Opened {
  readonly store: KeyStore;
  readonly alone?: Alone;
  readonly close?: () => unknown;
}

/** Where a store keeps its records. */
export interface Medium {
  readonly needs?: 'redis' | 'keychain';
  open(places: Places): Promise<Opened>;
}

const bytesOf = ({ sealingKey }: Places): Uint8Array => Buffer.from(sealingKey, 'base64url');

export const media: Readonly<Record<string, Medium>> = {
  memory: { open: async () => ({ store: memoryKeyStore() }) },
  'sealed file': {
    open: async (places) => ({
      store: sealedFileKeyStore({
        directory: join(places.directory, 'latency'),
        sealingKey: bytesOf(places),
      }),
      alone: fileAlone(join(places.directory, 'alone-file', 'key')),
    }),
  },
  redis: {
    needs: 'redis',
    open: async (places) => {
      const { createClient } = await import('redis');
      const redis = await createClient({ socket: { port: places.redisPort ?? 0 } }).connect();
      return {
        store: redisKeyStore(redis, { sealingKey: bytesOf(places) }),
        alone: {
          what: 'redis alone',
          get: () => redis.get('alone'),
          set: (text) => redis.set('alone', text),
        },
        close: () => redis.destroy(),
      };
    },
  },
  ioredis: {
    needs: 'redis',
    open: async (places) => {
      const { Redis } = await import('ioredis');
      const redis = new Redis(places.redisPort ?? 0);
      return {
        store: redisKeyStore(redis, { sealingKey: bytesOf(places) }),
        alone: {
          what: 'ioredis alone',
          get: () => redis.get('alone'),
          set: (text) => redis.set('alone', text),
        },
        close: () => redis.disconnect(),
      };
    },
  },
  'unstorage, on files': {
    open: async (places) => {
      const [{ createStorage }, { default: fs }] = await Promise.all([
        import('unstorage'),
        import('unstorage/drivers/fs'),
      ]);
      const storage = createStorage({ driver: fs({ base: join(places.directory, 'latency-unstorage') }) });
      return {
        store: unstorageKeyStore(storage, { sealingKey: bytesOf(places) }),
        alone: {
          what: 'unstorage alone',
          get: () => storage.getItem('alone'),
          set: (text) => storage.setItem('alone', text),
        },
      };
    },
  },
  keychain: {
    needs: 'keychain',
    open: async () => {
      const { AsyncEntry } = await import('@napi-rs/keyring');
      const entry = new AsyncEntry('bench', 'alone', { linux: { store: 'secret-service' } });
      return {
        store: keychainKeyStore(),
        alone: {
          what: '@napi-rs/keyring alone',
          get: () => entry.getPassword(),
          set: (text) => entry.setPassword(text),
        },
      };
    },
  },
};

/** What it takes to replace a file so that a crash leaves the old one or the new one. */
export function fileAlone(path: string): Alone {
  return {
    what: 'a file, replaced and synced',
    get: () => readFile(path, 'utf8'),
    set: async (text) => {
      await mkdir(dirname(path), { recursive: true });
      const next = `${path}.${randomUUID()}`;
      const file = await open(next, 'wx', 0o600);
      await file.writeFile(text);
      await file.sync();
      await file.close();
      await rename(next, path);
      const directory = await open(dirname(path));
      await directory.sync();
      await directory.close();
    },
  };
}
