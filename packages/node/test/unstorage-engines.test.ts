import { once } from 'node:events';
import { createServer } from 'node:http';
import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { createStorage, type Driver, type Storage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import httpDriver from 'unstorage/drivers/http';
import memoryDriver from 'unstorage/drivers/memory';
import redisDriver from 'unstorage/drivers/redis';
import { createStorageServer } from 'unstorage/server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { unstorageKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { sealingKey } from './sealed-store.ts';
import { storageOf } from './storage-of.ts';

/** What one engine is for a test: the same data each time that it is opened. */
interface Engine {
  open(): Driver;
  /** Whether others see the data, when it is opened again. */
  readonly shared: boolean;
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  memory: async () => ({ open: () => memoryDriver(), shared: false }),
  fs: async () => {
    const base = await scratchDirectory();
    return { open: () => fsDriver({ base }), shared: true };
  },
  http: async () => {
    const { handle } = createStorageServer(createStorage({ driver: memoryDriver() }));
    const server = createServer(handle as Parameters<typeof createServer>[1]).listen(0, '127.0.0.1'); // a listener of Node
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0; // only a pipe's is a string
    return { open: () => httpDriver({ base: `http://127.0.0.1:${port}` }), shared: true };
  },
};

let redis: RedisServer | undefined;
let made = 0;
if (redisServerAvailable()) {
  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterAll(() => redis?.close());
}
const withRedis = {
  ...engines,
  redis: async (): Promise<Engine> => {
    const base = `test-${++made}`;
    return { open: () => redisDriver({ base, port: redis?.port ?? 0, host: '127.0.0.1' }), shared: true };
  },
};

const itemOf = ({ origin, profile, kind }: Slot): string =>
  `turbosmtp-auth:${kind}.${profile}.${origin.replace('://', '_3a_2f_2f').replaceAll('.', '_2e')}`;

describe.each(Object.entries(redisServerAvailable() ? withRedis : engines))(
  'unstorageKeyStore on %s',
  (name, start) => {
    const opened = new WeakMap<KeyStore, { engine: Engine; storage: Storage }>();
    const made = (engine: Engine, storage: Storage): KeyStore => {
      const store = unstorageKeyStore(storage, { sealingKey, watch: name === 'memory' });
      opened.set(store, { engine, storage });
      return store;
    };
    const of = (store: KeyStore): { engine: Engine; storage: Storage } => {
      const found = opened.get(store);
      if (!found) throw new Error('not a store of this test');
      return found;
    };
    const cases = keyStoreContract({
      create: async () => {
        const engine = await start();
        return made(engine, storageOf(engine.open()));
      },
      reopen: async (store) => {
        const { engine, storage } = of(store);
        return made(engine, engine.shared ? storageOf(engine.open()) : storage);
      },
      damage: async (store, at) => {
        const { storage } = of(store);
        const sealed = await storage.getItem<string>(itemOf(at));
        if (!sealed) throw new Error('there is nothing to damage');
        const flipped = sealed.at(-30) === 'A' ? 'B' : 'A';
        await storage.setItem(itemOf(at), `${sealed.slice(0, -30)}${flipped}${sealed.slice(-29)}`);
      },
    });

    it.each(cases)('$name', ({ run }) => run());

    it('is held to the whole contract', () => expect(cases.length).toBeGreaterThan(30));

    it('says how long it lasts', async () => {
      const { driver } = storageOf((await start()).open()).getMount();
      const storage = createStorage({ driver });
      expect(await unstorageKeyStore(storage, { sealingKey }).describe()).toEqual({
        backend: `unstorage, ${name}`,
        assurance: 'encrypted',
        persistent: name !== 'memory',
        sharedWith:
          name === 'memory'
            ? 'this process'
            : 'every program that can reach this storage and has this sealing key',
      });
    });
  },
);
