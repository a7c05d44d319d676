// What a program without types may pass to what this package makes. Each wrong value is refused with an error that names the
// argument, and repeats nothing of the value. Core tests the same for the client and its options.
import { describe, expect, test } from 'vitest';
import {
  autoKeyStore,
  createClient,
  explainKeyStore,
  fileLock,
  findConsumer,
  findSealingKey,
  InvalidInputError,
  keychainKeyStore,
  memoryKeyStore,
  nodeFetch,
  redisKeyStore,
  redisLock,
  rotateConsumerKey,
  sealedFileKeyStore,
  unstorageKeyStore,
} from '../src/index.ts';

const canary = 'canary-of-a-value';

const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  zero: 0,
  true: true,
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

interface Argument {
  readonly what: string;
  readonly path: string | RegExp;
  readonly right?: readonly Kind[];
  // biome-ignore lint/suspicious/noExplicitAny: the point of these calls is that no type fits.
  readonly give: (value: any) => unknown;
}

const sealingKey = new Uint8Array(32);
const redis = { sendCommand: async () => null, eval: async () => null };
const storage = {
  getItem: async () => null,
  setItem: async () => {},
  removeItem: async () => {},
  getKeys: async () => [],
  watch: async () => async () => {},
};
const client = createClient({ keyStore: memoryKeyStore(), fetch: async () => Response.json({}) });

const objects: readonly Kind[] = ['undefined', 'an object', 'an object without a prototype'];
const texts: readonly Kind[] = ['undefined', 'a text', 'an empty text'];

const everything: readonly Argument[] = [
  { what: 'createClient', path: 'options', right: objects, give: (value) => createClient(value) },
  {
    what: 'createClient: minAssurance',
    path: 'minAssurance',
    right: ['undefined'],
    give: (minAssurance) => createClient({ minAssurance }),
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
    what: 'unstorageKeyStore: prefix',
    path: 'prefix',
    right: ['undefined', 'a text'],
    give: (prefix) => unstorageKeyStore(storage as never, { sealingKey, prefix }),
  },
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
  { what: 'nodeFetch', path: 'options', right: objects, give: (value) => nodeFetch(value) },
  {
    what: 'nodeFetch: keepAlive',
    path: 'keepAlive',
    right: ['undefined', 'a number'],
    give: (keepAlive) => nodeFetch({ keepAlive }),
  },
  { what: 'nodeFetch: ca', path: 'ca', right: ['undefined'], give: (ca) => nodeFetch({ ca }) },
  { what: 'nodeFetch: noProxy', path: 'noProxy', right: texts, give: (noProxy) => nodeFetch({ noProxy }) },
];

async function failureOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(everything)('$what', ({ path, right = [], give }) => {
  test.each(Object.keys(values).filter((kind) => !right.includes(kind)))(
    '%s is refused, by its name',
    async (kind) => {
      const error = await failureOf(() => give(values[kind]));
      expect(error).toBeInstanceOf(InvalidInputError);
      const { issues, message } = error as InvalidInputError;
      const [{ path: named = '' } = {}] = issues;
      if (path instanceof RegExp) expect(named).toMatch(path);
      else expect(named === path || named.startsWith(`${path}.`), named).toBe(true);
      expect(JSON.stringify([error, message])).not.toContain(canary);
    },
  );

  test.runIf(right.length > 0).each(right)('%s passes', async (kind) => {
    expect(Object(await failureOf(() => give(values[kind]))).code).not.toBe('invalid_input');
  });
});
