// What a program without types may pass to what this package makes. Each wrong value is refused with an error that names the
// argument, and repeats nothing of the value. Core tests the same for the client and its options.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@turbosmtp-auth/core';
import { afterAll, describe, expect, test } from 'vitest';
import {
  canary,
  expectNamed,
  failureOf,
  type Row,
  refusalOf,
  wrongKinds,
} from '../../../tools/wrong-arguments.ts';
import * as node from '../src/index.ts';
import {
  type AutoKeyStoreOptions,
  autoKeyStore,
  createClient,
  explainKeyStore,
  type FileLockOptions,
  type FindConsumerOptions,
  fileLock,
  findConsumer,
  findSealingKey,
  InvalidInputError,
  type KeychainOptions,
  keychainKeyStore,
  type Lock,
  memoryKeyStore,
  type NodeFetchOptions,
  nodeFetch,
  type RedisKeyStoreOptions,
  type RedisLockOptions,
  type RotationOptions,
  redisKeyStore,
  redisLock,
  rotateConsumerKey,
  type SealedFileOptions,
  type SealingKeyPlaces,
  sealedFileKeyStore,
  type UnstorageKeyStoreOptions,
  unstorageKeyStore,
} from '../src/index.ts';

const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  'a negative number': -7,
  zero: 0,
  'not a number': Number.NaN,
  true: true,
  false: false,
  'a text': canary,
  'an empty text': '',
  'a list': [canary],
  'an object': { canary },
  'an object without a prototype': Object.create(null),
  'a function': function canary() {},
  'a symbol': Symbol(canary),
  'a bigint': 7n,
};
type Kind = keyof typeof values;

interface Argument extends Row {
  readonly path: string | RegExp;
}

const sealingKey = new Uint8Array(32);
const redis = { sendCommand: async () => null, eval: async () => 'held' };
const storage = {
  getItem: async () => null,
  setItem: async () => {},
  removeItem: async () => {},
  getKeys: async () => [],
  getMount: () => ({ driver: { name: 'memory' } }),
  watch: async () => async () => {},
};
const client = createClient({ keyStore: memoryKeyStore(), fetch: async () => Response.json({}) });
const lockDirectory = join(tmpdir(), `turbosmtp-auth-test-${process.pid}`);
afterAll(() => rm(lockDirectory, { recursive: true, force: true }));

const objects: readonly Kind[] = ['undefined', 'an object', 'an object without a prototype'];
const texts: readonly Kind[] = ['undefined', 'a text', 'an empty text'];
const flags: readonly Kind[] = ['undefined', 'true', 'false'];

/** What each lock takes. */
const perLock: readonly Argument[] = Object.entries<Lock>({
  'a fileLock': fileLock({ directory: lockDirectory }),
  'a redisLock': redisLock(redis as never),
}).flatMap(([name, lock]): Argument[] => [
  {
    what: `${name}: name`,
    path: 'name',
    right: ['a text', 'an empty text'],
    give: (value) => lock(value, async () => {}),
  },
  { what: `${name}: work`, path: 'work', right: ['a function'], give: (work) => lock('n', work) },
  {
    what: `${name}: options`,
    path: 'options',
    right: objects,
    give: (options) => lock('n', async () => {}, options),
  },
  {
    what: `${name}: options.signal`,
    path: 'signal',
    right: ['undefined', 'null'],
    give: (signal) => lock('n', async () => {}, { signal }),
  },
  {
    what: `${name}: options.timeout`,
    path: 'timeout',
    right: ['undefined', 'a number', 'zero'],
    give: (timeout) => lock('n', async () => {}, { timeout }),
  },
]);

const everything: readonly Argument[] = [
  { what: 'createClient', path: 'options', right: objects, give: (value) => createClient(value) },
  {
    what: 'createClient: minAssurance',
    path: 'minAssurance',
    right: ['undefined'],
    give: (minAssurance) => createClient({ minAssurance }),
  },
  {
    what: 'createClient: keyStore',
    path: /^keyStore/,
    right: ['undefined'],
    give: (keyStore) => createClient({ keyStore }),
  },
  { what: 'sealedFileKeyStore', path: /^options$|^sealingKey$/, give: (value) => sealedFileKeyStore(value) },
  {
    what: 'sealedFileKeyStore: sealingKey',
    path: 'sealingKey',
    give: (value) => sealedFileKeyStore({ sealingKey: value }),
  },
  {
    what: 'sealedFileKeyStore: directory',
    path: 'directory',
    right: texts,
    give: (directory) => sealedFileKeyStore({ directory, sealingKey }),
  },
  { what: 'fileLock', path: 'options', right: objects, give: (value) => fileLock(value) },
  {
    what: 'fileLock: directory',
    path: 'directory',
    right: texts,
    give: (directory) => fileLock({ directory }),
  },
  { what: 'keychainKeyStore', path: 'options', right: objects, give: (value) => keychainKeyStore(value) },
  {
    what: 'keychainKeyStore: timeout',
    path: 'timeout',
    right: ['undefined', 'a number'],
    give: (timeout) => keychainKeyStore({ timeout }),
  },
  {
    what: 'keychainKeyStore: lock',
    path: 'lock',
    right: ['undefined', 'a function'],
    give: (lock) => keychainKeyStore({ lock }),
  },
  ...Object.entries({ autoKeyStore, explainKeyStore }).flatMap(([name, make]): Argument[] => [
    { what: name, path: 'options', right: objects, give: (value) => make(value) },
    {
      what: `${name}: minAssurance`,
      path: 'minAssurance',
      right: ['undefined'],
      give: (minAssurance) => make({ minAssurance }),
    },
    {
      what: `${name}: sealingKey`,
      path: 'sealingKey',
      right: ['undefined'],
      give: (value) => make({ sealingKey: value }),
    },
    { what: `${name}: directory`, path: 'directory', right: texts, give: (directory) => make({ directory }) },
  ]),
  { what: 'redisKeyStore: client', path: 'client', give: (value) => redisKeyStore(value, { sealingKey }) },
  {
    what: 'redisKeyStore: options',
    path: /^options$|^sealingKey$/,
    give: (value) => redisKeyStore(redis as never, value),
  },
  {
    what: 'redisKeyStore: sealingKey',
    path: 'sealingKey',
    give: (value) => redisKeyStore(redis as never, { sealingKey: value }),
  },
  {
    what: 'redisKeyStore: prefix',
    path: 'prefix',
    right: texts,
    give: (prefix) => redisKeyStore(redis as never, { sealingKey, prefix }),
  },
  { what: 'redisLock: client', path: 'client', give: (value) => redisLock(value) },
  {
    what: 'redisLock: options',
    path: 'options',
    right: objects,
    give: (value) => redisLock(redis as never, value),
  },
  {
    what: 'redisLock: prefix',
    path: 'prefix',
    right: texts,
    give: (prefix) => redisLock(redis as never, { prefix }),
  },
  {
    what: 'unstorageKeyStore: storage',
    path: 'storage',
    give: (value) => unstorageKeyStore(value, { sealingKey }),
  },
  {
    what: 'unstorageKeyStore: options',
    path: /^options$|^sealingKey$/,
    give: (value) => unstorageKeyStore(storage as never, value),
  },
  {
    what: 'unstorageKeyStore: sealingKey',
    path: 'sealingKey',
    give: (value) => unstorageKeyStore(storage as never, { sealingKey: value }),
  },
  {
    what: 'unstorageKeyStore: prefix',
    path: 'prefix',
    right: ['undefined', 'a text'],
    give: (prefix) => unstorageKeyStore(storage as never, { sealingKey, prefix }),
  },
  {
    what: 'unstorageKeyStore: watch',
    path: 'watch',
    right: flags,
    give: (watch) => unstorageKeyStore(storage as never, { sealingKey, watch }),
  },
  ...Object.keys(storage).map(
    (name): Argument => ({
      what: `unstorageKeyStore: ${name} of the storage`,
      path: 'storage',
      right: ['a function', ...(name === 'getKeys' ? Object.keys(values) : [])],
      give: (method) =>
        unstorageKeyStore({ ...storage, [name]: method } as never, { sealingKey, watch: true }),
    }),
  ),
  { what: 'findConsumer', path: 'options', right: objects, give: (value) => findConsumer(value) },
  {
    what: 'findConsumer: keyStore',
    path: 'keyStore',
    right: ['undefined'],
    give: (keyStore) => findConsumer({ keyStore }),
  },
  {
    what: 'findConsumer: profile',
    path: 'profile',
    right: ['undefined', 'a text'],
    give: (profile) => findConsumer({ profile }),
  },
  {
    what: 'findConsumer: baseUrl',
    path: 'baseUrl',
    right: ['undefined'],
    give: (baseUrl) => findConsumer({ baseUrl }),
  },
  { what: 'rotateConsumerKey: client', path: 'client', give: (value) => rotateConsumerKey(value) },
  {
    what: 'rotateConsumerKey: options',
    path: 'options',
    right: objects,
    give: (value) => rotateConsumerKey(client, value),
  },
  {
    what: 'rotateConsumerKey: keyStore',
    path: 'keyStore',
    right: ['undefined'],
    give: (keyStore) => rotateConsumerKey(client, { keyStore }),
  },
  {
    what: 'rotateConsumerKey: profile',
    path: 'profile',
    right: ['undefined', 'a text'],
    give: (profile) => rotateConsumerKey(client, { profile }),
  },
  {
    what: 'rotateConsumerKey: permissions',
    path: 'permissions',
    right: ['undefined'],
    give: (permissions) => rotateConsumerKey(client, { permissions }),
  },
  {
    what: 'rotateConsumerKey: keepOldIfUntried',
    path: 'keepOldIfUntried',
    right: flags,
    give: (keepOldIfUntried) => rotateConsumerKey(client, { keepOldIfUntried }),
  },
  { what: 'findSealingKey', path: /^places/, right: ['undefined'], give: (value) => findSealingKey(value) },
  {
    what: 'findSealingKey: env',
    path: 'places.env',
    right: ['an object', 'an object without a prototype'],
    give: (env) => findSealingKey({ env, secrets: '/no-such-directory' }),
  },
  // A text is refused as a directory, a file or a key.
  {
    what: 'findSealingKey: secrets',
    path: /^places\.secrets$|^\/run\/secrets\//,
    give: (secrets) => findSealingKey({ env: {}, secrets }),
  },
  ...(
    [
      ['CREDENTIALS_DIRECTORY', ['undefined', 'an empty text']],
      ['TURBOSMTP_AUTH_STORE_KEY_FILE', ['undefined']],
      ['TURBOSMTP_AUTH_STORE_KEY', ['undefined']],
    ] as const
  ).map(
    ([name, right]): Argument => ({
      what: `findSealingKey: ${name}`,
      path: new RegExp(name),
      right,
      give: (value) => findSealingKey({ env: { [name]: value }, secrets: '/no-such-directory' }),
    }),
  ),
  // A text is what a `fetch` takes.
  { what: 'nodeFetch', path: /^options$|^fetch$/, right: objects, give: (value) => nodeFetch(value) },
  {
    what: 'nodeFetch: proxy',
    path: 'proxy',
    right: ['undefined', 'a text', 'false'],
    give: (proxy) => nodeFetch({ proxy }),
  },
  {
    what: 'nodeFetch: keepAlive',
    path: 'keepAlive',
    right: ['undefined', 'a number', 'false'],
    give: (keepAlive) => nodeFetch({ keepAlive }),
  },
  { what: 'nodeFetch: ca', path: 'ca', right: ['undefined'], give: (ca) => nodeFetch({ ca }) },
  { what: 'nodeFetch: noProxy', path: 'noProxy', right: texts, give: (noProxy) => nodeFetch({ noProxy }) },
  ...perLock,
];

describe.each(everything)('$what', ({ path, right = [], give }) => {
  test.each(wrongKinds(values, right))('%s is refused, by its name', async (kind) => {
    const { error } = await refusalOf(InvalidInputError, () => give(values[kind]));
    expectNamed(error, path);
  });

  test.each(right)('%s passes', async (kind) => {
    const { error } = await failureOf(() => give(values[kind]));
    expect(Object(error).code).not.toBe('invalid_input');
  });
});

/** Each option, as the types name them. Those of a client are in the test of core. */
const options: {
  readonly [Name in keyof OptionsOf]: { readonly [Option in keyof OptionsOf[Name]]-?: true };
} = {
  autoKeyStore: { minAssurance: true, sealingKey: true, directory: true },
  explainKeyStore: { minAssurance: true, sealingKey: true, directory: true },
  fileLock: { directory: true },
  findConsumer: { keyStore: true, profile: true, baseUrl: true },
  findSealingKey: { env: true, secrets: true },
  keychainKeyStore: { timeout: true, lock: true },
  nodeFetch: { proxy: true, noProxy: true, ca: true, keepAlive: true },
  redisKeyStore: { sealingKey: true, prefix: true },
  redisLock: { prefix: true },
  rotateConsumerKey: { keyStore: true, profile: true, permissions: true, keepOldIfUntried: true },
  sealedFileKeyStore: { sealingKey: true, directory: true },
  unstorageKeyStore: { sealingKey: true, prefix: true, watch: true },
};

interface OptionsOf {
  readonly autoKeyStore: AutoKeyStoreOptions;
  readonly explainKeyStore: AutoKeyStoreOptions;
  readonly fileLock: FileLockOptions;
  readonly findConsumer: FindConsumerOptions;
  readonly findSealingKey: SealingKeyPlaces;
  readonly keychainKeyStore: KeychainOptions;
  readonly nodeFetch: NodeFetchOptions;
  readonly redisKeyStore: RedisKeyStoreOptions;
  readonly redisLock: RedisLockOptions;
  readonly rotateConsumerKey: RotationOptions;
  readonly sealedFileKeyStore: SealedFileOptions;
  readonly unstorageKeyStore: UnstorageKeyStoreOptions;
}

test('each option of each function of this package is tried', () => {
  const own = Object.keys(node).filter((name) => !(name in core));
  expect(Object.keys(options).sort()).toEqual(own.sort());
  const tried = everything.map(({ what }) => what);
  const all = Object.entries(options).flatMap(([name, each]) =>
    Object.keys(each).map((option) => `${name}: ${option}`),
  );
  expect(all.filter((option) => !tried.includes(option))).toEqual([]);
});

describe('a directory that only a shell or a URL parser could find', () => {
  const makers = {
    fileLock: (directory: string) => fileLock({ directory }),
    sealedFileKeyStore: (directory: string) => sealedFileKeyStore({ directory, sealingKey }),
    autoKeyStore: (directory: string) => autoKeyStore({ directory, sealingKey }),
    explainKeyStore: (directory: string) => explainKeyStore({ directory, sealingKey }),
  };
  const directories = ['~', '~/keys', '~\\keys', 'file:///var/keys', 'file:keys', 'FILE:///var/keys'];

  test.each(Object.entries(makers))('is refused by %s', async (_, make) => {
    for (const directory of directories) {
      const { error } = await failureOf(() => make(directory));
      expect(error, directory).toMatchObject({
        code: 'invalid_input',
        reason: 'directory_not_resolved',
        issues: [{ path: 'directory', code: 'not_absolute' }],
      });
      expect(existsSync(directory)).toBe(false);
    }
    const { error } = await failureOf(() => make('/var/keys\0'));
    expect(error).toMatchObject({ issues: [{ path: 'directory', code: 'control_character' }] });
    // Names like any other.
    for (const directory of ['~keys', 'keys~', './~', 'files']) {
      const { error } = await failureOf(() => make(directory));
      expect(Object(error).code, directory).toBeUndefined();
    }
  });
});

describe('nodeFetch given for the fetch that it makes', () => {
  const refusal = {
    code: 'invalid_input',
    reason: 'node_fetch_not_called',
    issues: [{ path: 'fetch', code: 'node_fetch_not_called' }],
  };

  test.each<[string, unknown]>([
    ['a text', 'https://example.com'],
    ['a URL', new URL('https://example.com')],
    ['a Request', new Request('https://example.com')],
  ])('says so of %s', async (_, input) => {
    const { error } = await failureOf(() => nodeFetch(input as never));
    expect(error).toMatchObject(refusal);
  });

  test('says so in the first call of the client', async () => {
    const consumer = { key: 'k', secret: 's' };
    const uncalled = createClient({ consumer, fetch: nodeFetch as never });
    await expect(uncalled.fetch('/analytics')).rejects.toMatchObject(refusal);
    await expect(uncalled.requestPasswordReset({ email: 'ada@example.com' })).rejects.toMatchObject(refusal);
  });
});
