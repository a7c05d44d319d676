import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  describeError,
  type KeyStore,
  memoryKeyStore,
  type Slot,
  StorageError,
  type StoredRecord,
  slotKinds,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/core';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { secretServiceAvailable } from '../../../tools/secret-service.ts';
import {
  askEverything,
  callEverything,
  type Newer,
  newerEntry,
  newerHeaders,
  newerSealed,
  newerVersions,
  type Opener,
  type Outcome,
  sampleRecords,
} from '../../core/test/newer-records.ts';
import {
  createClient,
  keychainKeyStore,
  redisKeyStore,
  sealedFileKeyStore,
  unstorageKeyStore,
} from '../src/index.ts';
import { usePrivateKeychain } from './private-keychain.ts';
import { connect, inspector, redisPackages } from './redis-clients.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { storageOf } from './storage-of.ts';

// What a newer version wrote may be all that is left of a live key, and this version cannot tell. So it is refused, with what to do,
// and nothing that this version does changes a byte of it.

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const bytes = crypto.getRandomValues(new Uint8Array(32));
const passphrase = 'four seldom used words';

/** A store, and what lies behind it. */
interface Opened {
  readonly store: KeyStore;
  /** Everything at rest, by its name. */
  all(): Promise<ReadonlyMap<string, string>>;
  put(name: string, text: string): Promise<unknown>;
}

interface Medium {
  readonly name: string;
  readonly versions: readonly Newer[];
  open(): Promise<Opened>;
  change(text: string, newer: Newer): Promise<string>;
}

const sealedWith =
  (opener: Opener): Medium['change'] =>
  (text, newer) =>
    newerSealed(text, opener, newer);
const sealed = { versions: [...newerVersions, ...newerHeaders], change: sealedWith(bytes) };

const inFiles = (what: string, sealingKey: Uint8Array | { passphrase: string }): Medium => ({
  ...sealed,
  name: `sealedFileKeyStore, ${what}`,
  change: sealedWith(sealingKey),
  open: async () => {
    const directory = join(await scratchDirectory(), 'state');
    return {
      store: sealedFileKeyStore({ directory, sealingKey }),
      all: async () => {
        // It is made with the first record.
        const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
        const names = entries.filter((entry) => entry.isFile());
        return new Map(
          await Promise.all(
            names.map(async ({ name }) => [name, await readFile(join(directory, name), 'utf8')] as const),
          ),
        );
      },
      put: (name, text) => writeFile(join(directory, name), text),
    };
  },
});

const inUnstorage = (name: string, driver: () => Promise<Parameters<typeof storageOf>[0]>): Medium => ({
  ...sealed,
  name: `unstorageKeyStore, ${name}`,
  open: async () => {
    const storage = storageOf(await driver());
    return {
      store: unstorageKeyStore(storage, { sealingKey: bytes }),
      all: async () => {
        const keys = await storage.getKeys();
        return new Map(
          await Promise.all(keys.map(async (key) => [key, String(await storage.getItem(key))] as const)),
        );
      },
      put: (key, text) => storage.setItem(key, text),
    };
  },
});

const media: readonly Medium[] = [
  inFiles('32 bytes', bytes),
  inFiles('a passphrase', { passphrase }),
  inUnstorage('memory', async () => memoryDriver()),
  inUnstorage('files', async () => fsDriver({ base: await scratchDirectory() })),
];

let server: RedisServer;
const inRedis: readonly Medium[] = redisPackages.map((name) => ({
  ...sealed,
  name: `redisKeyStore, ${name}`,
  open: async () => {
    const prefix = `newer-${crypto.randomUUID()}:`;
    const redis = inspector(server);
    return {
      store: redisKeyStore(await connect(name, server), { sealingKey: bytes, prefix }),
      all: async () => {
        const keys = await redis.keys(`${prefix}*`);
        return new Map(
          await Promise.all(keys.map(async (key) => [key, (await redis.get(key)) ?? ''] as const)),
        );
      },
      put: (key, text) => redis.set(key, text, 'KEEPTTL'),
    };
  },
}));

const { AsyncEntry, findCredentialsAsync }: typeof import('@napi-rs/keyring') = createRequire(
  import.meta.url,
)('@napi-rs/keyring');
const entryAt = (name: string) =>
  new AsyncEntry('turbosmtp-auth', name, { linux: { store: 'secret-service' } });
const inKeychain: Medium = {
  name: 'keychainKeyStore',
  versions: newerVersions,
  change: newerEntry,
  open: async () => {
    const held = () => findCredentialsAsync('turbosmtp-auth');
    for (const { account: name } of await held()) await entryAt(name).deletePassword();
    return {
      store: keychainKeyStore({ timeout: 30_000 }),
      all: async () => new Map((await held()).map(({ account: name, password }) => [name, password])),
      put: (name, text) => entryAt(name).setPassword(text),
    };
  },
};

/** The slots of a client of a sandbox. */
const slotOf = (kind: Slot['kind']): Slot => ({
  origin: 'https://pro.api.serversmtp.com',
  profile: 'default',
  kind,
});

function expectTooNew([call, error]: Outcome): void {
  expect(error, call).toBeInstanceOf(StorageError);
  expect(error, call).toMatchObject({
    code: 'storage_too_new',
    retryable: false,
    hint: expect.stringMatching(/\w/),
  });
  expect(describeError(error), call).toContain('newer version');
  expect(String((error as Error).stack), call).not.toContain('canary');
}

/** Puts newer records in these slots, and answers everything that lies there. */
async function writeNewer(
  { change }: Medium,
  { store, all, put }: Opened,
  newer: Newer,
  kinds: readonly Slot['kind'][],
): Promise<ReadonlyMap<string, string>> {
  for (const kind of kinds) {
    const before = await all();
    await store.set(slotOf(kind), sampleRecords[kind]);
    for (const [name, text] of await all()) if (!before.has(name)) await put(name, await change(text, newer));
  }
  const written = await all();
  expect(written.size).toBe(kinds.length);
  return written;
}

const isRefusal = ([, error]: Outcome): boolean => error !== undefined;

/** What a client that meets newer records in some slots must do: its calls work, or say why not; no key is lost. */
async function expectKept(medium: Medium, newer: Newer, kinds: readonly Slot['kind'][]): Promise<void> {
  const opened = await medium.open();
  const written = await writeNewer(medium, opened, newer, kinds);
  const service = createSandbox({ accounts: [account] });
  const client = createClient({
    fetch: service.fetch,
    keyStore: opened.store,
    credentials: account,
    retry: false,
  });
  const outcomes = await callEverything(client, account);
  for (const outcome of outcomes.filter(isRefusal)) {
    const [call, error] = outcome;
    if (call === 'apiKey' || call === 'fetch' || call.startsWith('log') || call === 'session') {
      if ((error as TurboSMTPAuthError).code !== 'signed_out') expectTooNew(outcome);
    } else expectTooNew(outcome);
  }
  // Without a session to read or to write there is no login.
  if (kinds.includes('session') || kinds.includes('pending')) {
    expect(outcomes.filter(isRefusal).map(([call]) => call)).toEqual(
      expect.arrayContaining(['apiKey', 'fetch', 'login']),
    );
    expect(service.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toEqual([]);
  }
  // What it still does goes on in the keychain, which may not be asked by another meanwhile.
  await client.close();
  const now = await opened.all();
  for (const [name, text] of written) expect(now.get(name), name).toBe(text);
  expect(service.keys.list()).toEqual([]);
}

describe.each([
  ...media.map((medium) => ({ ...medium, available: true })),
  ...inRedis.map((medium) => ({ ...medium, available: redisServerAvailable() })),
])('$name', { timeout: 60_000 }, (medium) => {
  beforeAll(async () => {
    if (redisServerAvailable()) server ??= await startRedisServer();
  });
  check(medium, !medium.available);
});
afterAll(() => server?.close());

describe('in a real Secret Service:', () => {
  const missing = !secretServiceAvailable();
  if (!missing) usePrivateKeychain();
  describe('keychainKeyStore', { timeout: 120_000 }, () => check(inKeychain, missing));
});

function check(medium: Medium, missing: boolean): void {
  const test = it.skipIf(missing);
  test.each(medium.versions)('refuses $what, whatever it is asked, and keeps it', async (newer) => {
    const opened = await medium.open();
    const written = await writeNewer(medium, opened, newer, slotKinds);
    for (const kind of slotKinds)
      for (const outcome of await askEverything(opened.store, slotOf(kind))) expectTooNew(outcome);
    expect(await opened.all()).toEqual(written);
  });

  test.each(slotKinds)('a client keeps a newer %s, alone', (kind) =>
    expectKept(medium, { what: '', record: { v: 2 } }, [kind]),
  );
  test.each(medium.versions)('a client keeps $what, in every slot', (newer) =>
    expectKept(medium, newer, slotKinds),
  );
}

describe('a store of a newer copy of these packages in the same program', () => {
  it.each(newerVersions.filter(({ record }) => record))('refuses $what, and keeps it', async ({ record }) => {
    for (const kinds of [slotKinds, ...slotKinds.map((kind) => [kind])]) {
      const inner = memoryKeyStore();
      const records = new Map(
        kinds.map((kind) => [kind, { ...sampleRecords[kind], ...record } as unknown as StoredRecord]), // of a newer version
      );
      const written: string[] = [];
      const store: KeyStore = {
        ...inner,
        get: async (slot) => records.get(slot.kind) ?? inner.get(slot),
        set: async (slot, next, ifGen) => {
          const held = records.get(slot.kind);
          if (!held) return inner.set(slot, next, ifGen);
          if (ifGen !== undefined && held.gen !== ifGen) return false;
          written.push(slot.kind);
          return true;
        },
        remove: async (slot, ifGen) => {
          const held = records.get(slot.kind);
          if (!held) return inner.remove(slot, ifGen);
          if (ifGen !== undefined && held.gen !== ifGen) return false;
          written.push(slot.kind);
          return true;
        },
      };
      const service = createSandbox({ accounts: [account] });
      const client = createClient({
        fetch: service.fetch,
        keyStore: store,
        credentials: account,
        retry: false,
      });
      const outcomes = await callEverything(client, account);
      for (const outcome of outcomes.filter(isRefusal))
        if ((outcome[1] as TurboSMTPAuthError).code !== 'signed_out') expectTooNew(outcome);
      if (kinds.includes('session')) expect(outcomes.filter(isRefusal).length).toBeGreaterThan(3);
      expect(written).toEqual([]);
      expect(service.keys.list()).toEqual([]);
    }
  });
});
