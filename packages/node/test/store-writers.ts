// Writes what lies in a fixture into a real medium, and makes a fixture of a store on it: on Node.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { KeyStore } from '@turbosmtp-auth/core';
import { type FixtureMedium, fixtureRecords, type StoreFixture } from '../../core/test/store-fixtures.ts';

// What the package for Node depends on.
const require = createRequire(import.meta.url);

type Node = Pick<
  typeof import('@turbosmtp-auth/node'),
  'keychainKeyStore' | 'redisKeyStore' | 'sealedFileKeyStore' | 'unstorageKeyStore'
>;
type SealingKey = Uint8Array | { passphrase: string };

/** A medium of Node. */
export interface NodeMedium {
  open(node: Node, sealingKey: SealingKey): KeyStore;
  /** Everything that lies there. */
  all(): Promise<Record<string, string>>;
  put(name: string, text: string): Promise<unknown>;
}

export function inFiles(directory: string): NodeMedium {
  return {
    open: (node, sealingKey) => node.sealedFileKeyStore({ directory, sealingKey }),
    all: async () => {
      const files = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isFile());
      return Object.fromEntries(
        await Promise.all(
          files.map(async ({ name }) => [name, await readFile(join(directory, name), 'utf8')]),
        ),
      );
    },
    put: async (name, text) => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(join(directory, name), text, { mode: 0o600 });
    },
  };
}

/** What is asked of a storage of unstorage. */
interface Storage {
  getKeys(): Promise<string[]>;
  getItem(key: string): Promise<unknown>;
  setItem(key: string, text: string): Promise<void>;
}

export function inUnstorage(storage: Storage): NodeMedium {
  return {
    open: (node, sealingKey) => node.unstorageKeyStore(storage as never, { sealingKey }), // it is one
    all: async () =>
      Object.fromEntries(
        await Promise.all(
          (await storage.getKeys()).map(async (key) => [key, String(await storage.getItem(key))]),
        ),
      ),
    put: (key, text) => storage.setItem(key, text),
  };
}

/** What is asked of a client of ioredis. */
interface Redis {
  keys(pattern: string): Promise<string[]>;
  get(key: string): Promise<string | null>;
  set(key: string, text: string): Promise<unknown>;
}

export function inRedis(redis: Redis): NodeMedium {
  return {
    open: (node, sealingKey) => node.redisKeyStore(redis as never, { sealingKey }), // it is one
    all: async () =>
      Object.fromEntries(
        await Promise.all((await redis.keys('*')).map(async (key) => [key, (await redis.get(key)) ?? ''])),
      ),
    put: (key, text) => redis.set(key, text),
  };
}

export function inKeychain(): NodeMedium {
  const { AsyncEntry, findCredentialsAsync }: typeof import('@napi-rs/keyring') = require('@napi-rs/keyring');
  return {
    open: (node) => node.keychainKeyStore({ timeout: 30_000 }),
    all: async () =>
      Object.fromEntries(
        (await findCredentialsAsync('turbosmtp-auth')).map(({ account, password }) => [account, password]),
      ),
    put: (name, text) =>
      new AsyncEntry('turbosmtp-auth', name, { linux: { store: 'secret-service' } }).setPassword(text),
  };
}

/** The sealing key that a fixture names. */
export const keyOf = ({ sealingKey }: StoreFixture): SealingKey =>
  typeof sealingKey === 'string'
    ? Uint8Array.from(Buffer.from(sealingKey, 'base64url'))
    : (sealingKey ?? new Uint8Array(32));

/** A fresh key for a medium. */
export const freshKeyFor = (medium: FixtureMedium): Pick<StoreFixture, 'sealingKey'> => {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  if (medium === 'keychain') return {};
  return {
    sealingKey: medium === 'sealed-file-passphrase' ? { passphrase: `only this fixture: ${random}` } : random,
  };
};

/** Writes all records with a store, and answers what lies there then. */
export async function writeFixture(
  node: Node,
  medium: NodeMedium,
  key: Pick<StoreFixture, 'sealingKey'>,
): Promise<StoreFixture> {
  const store = medium.open(node, keyOf({ ...key, entries: {}, records: [] }));
  for (const { slot, record } of fixtureRecords) await store.set(slot, record);
  return { ...key, entries: await medium.all(), records: fixtureRecords };
}
