import { join } from 'node:path';
import * as core from '@turbosmtp-auth/core';
import * as node from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { secretServiceAvailable } from '../../../tools/secret-service.ts';
import { type AnotherVersion, anotherVersion, registeredSymbols } from './another-version.ts';
import { usePrivateKeychain } from './private-keychain.ts';
import { connect } from './redis-clients.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { storageOf } from './storage-of.ts';

// The built package has a copy of the core in its one file. Authors of stores import the core by its name, and so have another; and
// two packages of a program may bring along two versions.

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const sealingKey = crypto.getRandomValues(new Uint8Array(32));
const slot: core.Slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' };

const another: AnotherVersion = await anotherVersion();
afterAll(() => another[Symbol.asyncDispose]());
const { exports: newer } = another;

const operations = Object.keys(core.operations) as core.OperationName[]; // its own

const refusal = (): unknown => {
  try {
    return node.createClient({ baseUrl: 'http://plain.example' });
  } catch (error) {
    return error;
  }
};

type Classes = Record<string, typeof core.TurboSMTPAuthError>;
/** Every class of errors that a copy exports. */
const classesOf = (copy: object): Classes =>
  Object.fromEntries(
    Object.entries(copy).filter(
      ([, value]) =>
        typeof value === 'function' &&
        (value === (copy as typeof core).TurboSMTPAuthError ||
          value.prototype instanceof (copy as typeof core).TurboSMTPAuthError),
    ),
  );

const copies = { core, node, newer };
type CopyName = keyof typeof copies;
const names = Object.keys(copies) as CopyName[]; // its own
const pairs = names.flatMap((theirs) =>
  names.filter((ours) => ours !== theirs).map((ours) => ({ theirs, ours })),
);

describe('an error of the copy in the package for Node', () => {
  it('is of another class than that of the core, and an instance of it', () => {
    expect(node.InvalidInputError).not.toBe(core.InvalidInputError);
    expect(refusal()).toBeInstanceOf(node.InvalidInputError);
    expect(refusal()).toBeInstanceOf(core.InvalidInputError);
    expect(refusal()).toBeInstanceOf(core.TurboSMTPAuthError);
    expect(core.storageError('storage_full')).toBeInstanceOf(node.StorageError);
  });

  it('is no instance of another class, nor of one that a user derives', () => {
    class Derived extends core.InvalidInputError {}
    expect(refusal()).not.toBeInstanceOf(core.NetworkError);
    expect(refusal()).not.toBeInstanceOf(core.UnreachableError);
    expect(refusal()).not.toBeInstanceOf(Derived);
    expect(new Derived({ code: 'invalid_input', message: 'm', hint: 'h' })).toBeInstanceOf(Derived);
    expect(new Error('m')).not.toBeInstanceOf(core.TurboSMTPAuthError);
  });
});

it('the other version is another one, in what the tests below are about', async () => {
  expect(Object.keys(newer.english)).toContain('storage_frozen');
  expect(Object.keys(classesOf(newer))).toContain('FrozenError');
  const keyStore = newer.memoryKeyStore();
  const { fetch } = createSandbox({ accounts: [account] });
  await newer.createClient({ fetch, keyStore }).login(account);
  expect(await keyStore.get(slot)).toMatchObject({ device: 'laptop' });
});

it('what works across copies is what is tested here, and in the packages whose names these have', async () => {
  expect(await registeredSymbols()).toEqual([
    '@turbosmtp-auth/browser/view',
    '@turbosmtp-auth/deno/needs',
    '@turbosmtp-auth/error',
    '@turbosmtp-auth/lock',
    '@turbosmtp-auth/sandbox.reply-notes',
  ]);
});

describe.each(pairs)('an error of $theirs, in $ours', ({ theirs, ours }) => {
  const [made, asked] = [copies[theirs], copies[ours]];
  const classes = Object.entries(classesOf(made)).filter(([name]) => name !== 'UnreachableError');

  it.each(classes)('%s is one of ours, and of no other class', (name, Class) => {
    const error = new Class({ code: 'unknown', message: 'm', hint: 'h', status: 418 });
    expect(asked.isTurboSMTPAuthError(error)).toBe(true);
    expect(error).toBeInstanceOf(asked.TurboSMTPAuthError);
    const others = Object.entries(classesOf(asked)).filter(([other]) => other !== 'TurboSMTPAuthError');
    expect(others.filter(([, Other]) => error instanceof Other).map(([other]) => other)).toEqual(
      others.map(([other]) => other).filter((other) => other === name),
    );
  });

  it('has classes enough to tell', () => expect(classes.length).toBeGreaterThan(14));

  it.each(operations)('%s: is told by each of its codes', (operation) => {
    const others = operations.filter((each) => each !== operation);
    for (const [status, codes] of Object.entries(core.operations[operation].codes))
      for (const code of [...codes, 'unknown'] as const) {
        const facts = { code, operation, status: Number(status), message: 'm', hint: 'h' } as const;
        const error = new made.ForbiddenError(facts as core.ErrorDetails);
        expect(asked.isErrorOf(operation, error), code).toBe(true);
        expect(others.filter((other) => asked.isErrorOf(other, error))).toEqual([]);
      }
  });

  it.each(Object.keys(made.english) as core.ErrorCode[])('%s is described', (code) => {
    const [sentence, hint] = made.english[code];
    const error = new made.TurboSMTPAuthError({ code, message: sentence, hint });
    expect(asked.describeError(error)).toBe(`${sentence} ${hint}`);
    expect(asked.describeError(error, made.english)).toBe(`${sentence} ${hint}`);
    expect(asked.describeError(error, asked.english)).toBe(`${sentence} ${hint}`);
  });
});

it('a code that is newer is no answer to any operation, and all else of the error is there', () => {
  const error = newer.storageError('storage_frozen' as core.StorageCode); // of the newer version
  expect(error).toBeInstanceOf(core.StorageError);
  expect(error.toJSON()).toMatchObject({
    name: 'StorageError',
    code: 'storage_frozen',
    hint: 'Thaw the key store.',
  });
  for (const operation of operations) expect(core.isErrorOf(operation, error)).toBe(false);
  const answer = new newer.ForbiddenError({
    code: 'frozen' as core.ErrorCode, // of the newer version
    operation: 'login',
    status: 403,
    message: 'm',
    hint: 'h',
  });
  expect(core.isErrorOf('login', answer)).toBe(false);
  expect(answer).toBeInstanceOf(core.ForbiddenError);
});

it('English of one copy is English in the other, with the hint of the error itself', () => {
  const error = core.storageError('storage_denied', { hint: 'Give Redis a user who may write.' });
  expect(node.describeError(error, core.english)).toBe(node.describeError(error));
  expect(node.describeError(error, core.english)).toContain('Give Redis a user who may write.');
});

describe.each(pairs)('a lock of $theirs, in $ours', ({ theirs, ours }) => {
  it('goes with a store that came with it', async () => {
    const lock = copies[theirs].memoryLock();
    const store = copies[theirs].withLock(copies[theirs].memoryKeyStore(), () => lock);
    expect(await copies[ours].findLock(store)).toBe(lock);
  });
});

/** A medium, and a store of a copy on it. */
interface Medium {
  readonly name: string;
  readonly missing?: boolean;
  open(): Promise<(copy: typeof node) => Promise<core.KeyStore>>;
}

let server: RedisServer;
const inRedis = (name: string): Medium => ({
  name: `redisKeyStore, ${name}`,
  missing: !redisServerAvailable(),
  open: async () => {
    const prefix = `copies-${crypto.randomUUID()}:`;
    return async (copy) => copy.redisKeyStore(await connect(name, server), { sealingKey, prefix });
  },
});
const inFiles = (name: string, key: Uint8Array | { passphrase: string }): Medium => ({
  name: `sealedFileKeyStore, ${name}`,
  open: async () => {
    const directory = join(await scratchDirectory(), 'state');
    return async (copy) => copy.sealedFileKeyStore({ directory, sealingKey: key });
  },
});
const media: readonly Medium[] = [
  {
    name: 'memoryKeyStore',
    open: async () => {
      let store: core.KeyStore | undefined;
      return async (copy) => {
        store ??= copy.memoryKeyStore();
        return store;
      };
    },
  },
  inFiles('32 bytes', sealingKey),
  inFiles('a passphrase', { passphrase: 'four seldom used words' }),
  {
    name: 'unstorageKeyStore, memory',
    open: async () => {
      const storage = storageOf(memoryDriver());
      return async (copy) => copy.unstorageKeyStore(storage, { sealingKey });
    },
  },
  {
    name: 'unstorageKeyStore, files',
    open: async () => {
      const base = await scratchDirectory();
      return async (copy) => copy.unstorageKeyStore(storageOf(fsDriver({ base })), { sealingKey });
    },
  },
  inRedis('redis 6'),
  inRedis('ioredis 6'),
  {
    name: 'keychainKeyStore',
    missing: !secretServiceAvailable(),
    open: async () => {
      // One keychain serves all of these tests, and a test that is tried again.
      const store = node.keychainKeyStore({ timeout: 30_000 });
      for (const kind of ['session', 'pending', 'revocation'] as const) await store.remove({ ...slot, kind });
      return async (copy) => copy.keychainKeyStore({ timeout: 30_000 });
    },
  },
];

const versions = { node, newer };
const directions = [
  { theirs: 'node', ours: 'newer' },
  { theirs: 'newer', ours: 'node' },
] as const;

describe.each(media)('$name', { timeout: 120_000 }, ({ missing = false, open, name }) => {
  if (name === 'keychainKeyStore' && !missing) usePrivateKeychain();
  beforeAll(async () => {
    if (redisServerAvailable()) server ??= await startRedisServer();
  });

  const test = it.skipIf(missing).each(directions);

  test('a record of $theirs is read, renewed and signed out of by $ours', async ({ theirs, ours }) => {
    const storeOf = await open();
    const service = createSandbox({ accounts: [account] });
    const first = versions[theirs].createClient({
      fetch: service.fetch,
      keyStore: await storeOf(versions[theirs]),
      credentials: account,
    });
    const key = await first.apiKey();
    const keyStore = await storeOf(versions[ours]);
    const second = versions[ours].createClient({ fetch: service.fetch, keyStore, credentials: account });
    expect(await second.apiKey()).toBe(key);
    expect(await keyStore.get(slot)).toMatchObject({ key, ...(theirs === 'newer' && { device: 'laptop' }) });
    service.keys.revokeAll();
    const response = await second.fetch('/analytics');
    expect(response.status).toBe(200);
    expect((await first.fetch('/analytics')).status).toBe(200);
    expect(await first.apiKey()).toBe(await second.apiKey());
    const logins = service.requests.list().filter(({ path }) => path.endsWith('/authorize'));
    expect(logins).toHaveLength(2);
    expect(await first.logout()).toEqual({ revoked: 'now' });
    expect(await second.session()).toBeNull();
    expect(service.keys.list()).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  test('a store of $theirs serves a client of $ours, whose errors are its own', async ({ theirs, ours }) => {
    const keyStore = await (await open())(versions[theirs]);
    const service = createSandbox({ accounts: [account] });
    const client = versions[ours].createClient({ fetch: service.fetch, keyStore });
    await client.login({ ...account, noExpire: true });
    const error = await keyStore
      .set({ ...slot, profile: '../x' }, { v: 1, kind: 'pending', gen: 'g', startedAt: 0 })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(versions[ours].InvalidInputError);
    expect(await client.logout()).toEqual({ revoked: 'now' });
    expect(service.keys.list()).toEqual([]);
    await client.close();
  });

  it.skipIf(missing)('logins of both at once leave one key, and a logout none', async () => {
    const storeOf = await open();
    const service = createSandbox({ accounts: [account] });
    const clients = await Promise.all(
      [node, newer, node, newer].map(async (copy) =>
        copy.createClient({ fetch: service.fetch, keyStore: await storeOf(copy), credentials: account }),
      ),
    );
    const keys = await Promise.all(clients.map((client) => client.apiKey()));
    await Promise.all(clients.map((client) => client.session()));
    const [{ apiKey } = { apiKey: async () => '' }] = clients;
    await expect.poll(() => service.keys.list().length).toBe(1);
    expect(keys).toContain(await apiKey());
    await clients[0]?.logout();
    await Promise.all(clients.map((client) => client.close()));
    expect(service.keys.list()).toEqual([]);
  });
});
afterAll(() => server?.close());

describe('a lock of both versions on one', () => {
  const locks: readonly { name: string; missing?: boolean; make(): Promise<readonly core.Lock[]> }[] = [
    {
      name: 'directory',
      make: async () => {
        const directory = join(await scratchDirectory(), 'state');
        return [node.fileLock({ directory }), newer.fileLock({ directory })];
      },
    },
    ...['redis 6', 'ioredis 6'].map((name) => ({
      name: `Redis, ${name}`,
      missing: !redisServerAvailable(),
      make: async () => {
        const client = await connect(name, server);
        return [node.redisLock(client), newer.redisLock(client)];
      },
    })),
  ];

  for (const { name, make, missing = false } of locks)
    it.skipIf(missing)(`${name} lets one in at a time`, async () => {
      const both = await make();
      let inside = 0;
      let most = 0;
      const order: number[] = [];
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          both[index % 2]?.('one', async () => {
            most = Math.max(most, ++inside);
            order.push(index);
            await new Promise((resolve) => setTimeout(resolve, 5));
            inside--;
          }),
        ),
      );
      expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(most).toBe(1);
    });
});
