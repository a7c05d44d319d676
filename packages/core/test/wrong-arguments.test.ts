// What a program without types may pass. Each wrong value is refused with an error of this library that names the argument,
// repeats nothing of the value, and sends nothing. For a few arguments `null` passes, as if they were absent.
import { Readable } from 'node:stream';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test, vi } from 'vitest';
import {
  canary,
  expectNamed,
  failureOf,
  type Row,
  refusalOf,
  wrongKinds,
} from '../../../tools/wrong-arguments.ts';
import { createApi } from '../src/api/create-api.ts';
import {
  asStorageErrors,
  type Client,
  type ClientOptions,
  checkPassword,
  checkProfile,
  checkSealingKeys,
  createClient,
  createLock,
  describeError,
  explaining,
  findLock,
  generatePassword,
  holdLock,
  InvalidInputError,
  isErrorOf,
  isTurboSMTPAuthError,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  originsOf,
  type Platform,
  passwordRules,
  RedirectRefusedError,
  storedConsumer,
  storeLock,
  systemClock,
  validatePassword,
  withLock,
} from '../src/index.ts';
import { createSealer, recordStore } from '../src/seal.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const newPassword = 'Newer-Horse-10';

/** One of each kind of value. */
const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  'a negative number': -7,
  'not a number': Number.NaN,
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

interface World {
  readonly sandbox: Sandbox;
  readonly client: Client;
}

interface Argument extends Row<World> {
  /** What the issue names: this, or a member of it. */
  readonly path: string | RegExp;
  /** Whether it throws. Otherwise it gives a promise that rejects. */
  readonly throws?: true;
}

const objects: readonly Kind[] = ['undefined', 'an object', 'an object without a prototype'];

const platformOf = (sandbox: Sandbox): Platform => ({
  name: 'test',
  fetch: sandbox.fetch,
  keyStore: memoryKeyStore(),
  lock: memoryLock(),
});

async function worldOf(): Promise<World> {
  const sandbox = createSandbox({ accounts: [account] });
  const client = createClient(platformOf(sandbox));
  await client.login(account);
  return { sandbox, client };
}

const withOption =
  (name: string) =>
  (value: unknown, { sandbox }: World): Client =>
    createClient(platformOf(sandbox), { [name]: value } as ClientOptions);

const withPart =
  (name: keyof ClientOptions, parts: object, member: string) =>
  (value: unknown, { sandbox }: World): Client =>
    createClient(platformOf(sandbox), { [name]: { ...parts, [member]: value } } as ClientOptions);

/** Every method of the client that takes options, with input that is right. */
const calls: Readonly<Record<string, (client: Client, options: object) => Promise<unknown>>> = {
  login: (client, options) => client.login(account, options),
  logout: (client, options) => client.logout(options),
  changePassword: (client, options) =>
    client.changePassword({ currentPassword: account.password, newPassword }, options),
  settlePasswordChange: (client, options) =>
    client.settlePasswordChange({ ...account, currentPassword: account.password, newPassword }, options),
  requestPasswordReset: (client, options) => client.requestPasswordReset({ email: account.email }, options),
  verifyResetToken: (client, options) => client.verifyResetToken({ token: 'x' }, options),
  resetPassword: (client, options) => client.resetPassword({ token: 'x', newPassword }, options),
  listConsumerKeys: (client, options) => client.listConsumerKeys(options),
  createConsumerKey: (client, options) => client.createConsumerKey({ permissions: ['APIS'] }, options),
  deleteConsumerKey: (client, options) => client.deleteConsumerKey({ key: 'x' }, options),
  apiKey: (client, options) => client.apiKey(options),
};

/** Every method of the client that takes an input, and what the first issue names. */
const inputs = {
  login: 'email',
  changePassword: 'currentPassword',
  settlePasswordChange: 'email',
  requestPasswordReset: 'email',
  verifyResetToken: 'token',
  resetPassword: 'token',
  createConsumerKey: 'permissions',
  deleteConsumerKey: 'key',
} as const;

const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'session' } as const;
const store = (): KeyStore => ({
  ...memoryKeyStore(),
  ...recordStore(async (_, work) =>
    work({
      codec: createSealer(new Uint8Array(32)).codec(slot),
      read: async () => null,
      exchange: async () => true,
    }),
  ),
});

const perCall: readonly Argument[] = Object.entries(calls).flatMap(([name, call]) => [
  {
    what: `${name}: options`,
    path: 'options',
    right: objects,
    give: (value, { client }) => call(client, value),
  },
  {
    what: `${name}: options.signal`,
    path: 'signal',
    right: ['undefined', 'null'],
    give: (signal, { client }) => call(client, { signal }),
  },
  {
    what: `${name}: options.timeout`,
    path: 'timeout',
    right: ['undefined', 'a number'],
    give: (timeout, { client }) => call(client, { timeout }),
  },
]);

const perInput: readonly Argument[] = Object.entries(inputs).map(([name, path]) => ({
  what: `${name}: input`,
  path,
  give: (value, { client }) => client[name as keyof typeof inputs](value),
}));

const ofFetch: readonly Argument[] = [
  { what: 'fetch: input', path: 'input', give: (value, { client }) => client.fetch(value) },
  ...[undefined, '/analytics', 'https://pro.api.serversmtp.com/api/v2/analytics'].map(
    (url): Argument => ({
      what: `fetch: an object with the url ${url}`,
      path: 'input',
      give: (value, { client }) => client.fetch({ url, method: 'POST', data: value } as never),
    }),
  ),
  {
    what: 'fetch: the url of what looks like a Request',
    path: 'input',
    give: (url, { client }) =>
      client.fetch({ ...new Request('https://x.test'), arrayBuffer() {}, url } as never),
  },
  {
    what: 'fetch: init',
    path: 'init',
    right: [...objects, 'null'],
    give: (value, { client }) => client.fetch('/analytics', value),
  },
  {
    what: 'fetch: init.signal',
    path: 'signal',
    right: ['undefined', 'null'],
    give: (signal, { client }) => client.fetch('/analytics', { signal }),
  },
  {
    what: 'fetch: init.method',
    path: 'init.method',
    right: ['undefined', 'a text'],
    give: (method, { client }) => client.fetch('/analytics', { method }),
  },
  {
    what: 'fetch: init.headers',
    path: 'init.headers',
    right: ['undefined', 'an object', 'an object without a prototype', 'a function'],
    give: (headers, { client }) => client.fetch('/analytics', { headers }),
  },
  {
    what: 'fetch: init.body',
    path: 'init.body',
    // `fetch` sends the text of a number and the like as well.
    right: Object.keys(values).filter((kind) => !/list|object|function|symbol/.test(kind)),
    give: (body, { client }) => client.fetch('/analytics', { method: 'POST', body }),
  },
];

/** Objects that a program may take for options. */
const noBags: Readonly<Record<string, () => object>> = {
  'a signal': () => AbortSignal.abort(),
  'a signal of a polyfill': () => new PolyfilledSignal(),
  'a promise': () => Promise.resolve({}),
  'a URL': () => new URL('https://x.test'),
  'a date': () => new Date(),
  'a map': () => new Map([['timeout', 5]]),
  'an error': () => new Error(canary),
  headers: () => new Headers(),
  'a form': () => new FormData(),
  bytes: () => new Uint8Array(1),
  'a request': () => new Request('https://x.test', { method: 'POST' }),
  'a response': () => new Response(),
  'a boxed text': () => Object(canary),
};

/** As in abort-controller: of no class that a runtime knows, and without a reason. */
class PolyfilledSignal extends EventTarget {
  aborted = false;
}

const throwing = (): never => {
  throw new Error(canary);
};

/** What no runtime that this runs in takes beside a method, headers and a body. */
const noMembers: readonly (readonly [name: string, value: unknown])[] = [
  ['cache', 'nope'],
  ['cache', 'only-if-cached'],
  ['cache', null],
  ['mode', 'nope'],
  ['mode', 'navigate'],
  ['duplex', 'full'],
  ['referrer', 'x'],
  ['credentials', 'yes'],
  ['priority', 1],
  ['referrerPolicy', 'x'],
  ['redirect', 'x'],
  ['window', 1],
  ['integrity', { toString: throwing }],
];

/** What `fetch` sends as a text that says nothing, or not at all. */
const noBodies: Readonly<Record<string, () => unknown>> = {
  'an object': () => ({ to: 'ada' }),
  'an object with a member named slice': () => ({ slice: 1, next: 2 }),
  'a list of objects': () => [{ to: 'ada' }],
  'a promise': () => Promise.resolve('x'),
  'a map': () => new Map(),
  'a set': () => new Set(),
  'a function': () => throwing,
  'a class': () => class {},
  'a response': () => new Response('x'),
  'a request': () => new Request('https://x.test'),
  'a form of another package': () => new ForeignForm(),
  'an iterator': () => ['x'].values(),
  'a generator': () => (function* () {})(),
  'a list of texts': () => ['x', 'y'],
  'a boxed text': () => Object('x'),
  'shared memory': () => new SharedArrayBuffer(8),
  'an object with a member named byteLength': () => ({ byteLength: 3 }),
  'an object that is named as a file is': () => ({ [Symbol.toStringTag]: 'Blob', slice() {}, stream() {} }),
  'an error': () => new Error(canary),
  'a date': () => new Date(),
  'an object whose text throws': () => ({ toString: throwing }),
  'a symbol': () => Symbol(canary),
};

class ForeignForm {
  append() {}
  get [Symbol.toStringTag]() {
    return 'FormData';
  }
}

const streamOf = (...chunks: string[]): ReadableStream => new Blob(chunks).stream();

/** Streams that were read, or are. */
const usedStreams: Readonly<Record<string, () => Promise<unknown>>> = {
  'a stream that was read to its end': async () => {
    const stream = streamOf('x');
    for await (const _ of stream);
    return stream;
  },
  'a stream that was read in part': async () => {
    const stream = streamOf('x', 'y');
    const reader = stream.getReader();
    await reader.read();
    reader.releaseLock();
    return stream;
  },
  'a stream that was cancelled': async () => {
    const stream = streamOf('x');
    await stream.cancel();
    return stream;
  },
  'a stream that somebody reads': async () => {
    const stream = streamOf('x');
    stream.getReader();
    return stream;
  },
  'a stream of Node that was read to its end': async () => {
    const stream = Readable.from(['x']);
    for await (const _ of stream);
    return stream;
  },
  'a stream of Node that was read in part': async () => {
    const stream = Readable.from(['x', 'y']);
    for await (const _ of stream.iterator({ destroyOnReturn: false })) break;
    return stream;
  },
  'a stream of Node that was destroyed': async () => Readable.from(['x']).destroy(),
  'a stream of Node that failed': async () => {
    const stream = Readable.from(['x']).once('error', () => {});
    return stream.destroy(new Error(canary));
  },
  'the body of a request that was read': async () => {
    const request = new Request('https://x.test', { method: 'POST', body: 'x' });
    await request.text();
    return request.body;
  },
};

const ofClient: readonly Argument[] = [
  { what: 'on: event', path: 'event', throws: true, give: (value, { client }) => client.on(value, () => {}) },
  {
    what: 'on: listener',
    path: 'listener',
    throws: true,
    right: ['a function'],
    give: (value, { client }) => client.on('login', value),
  },
  {
    what: 'invalidate: key',
    path: 'key',
    right: ['a text', 'an empty text'],
    give: (key, { client }) => client.invalidate(key),
  },
  {
    what: 'login: noExpire',
    path: 'noExpire',
    right: ['undefined', 'true'],
    give: (noExpire, { client }) => client.login({ ...account, noExpire }),
  },
];

const functions: readonly Kind[] = ['undefined', 'a function'];
const ofOptions: readonly Argument[] = [
  {
    what: 'createClient: platform',
    path: /^platform$|^fetch$/,
    throws: true,
    give: (value) => createClient(value),
  },
  {
    what: 'createClient: options',
    path: 'options',
    throws: true,
    right: objects,
    give: (value, { sandbox }) => createClient(platformOf(sandbox), value),
  },
  ...(
    [
      ['baseUrl', ['undefined']],
      ['profile', ['undefined', 'a text']],
      ['credentials', functions],
      ['consumer', functions],
      ['region', ['undefined']],
      ['noExpire', ['undefined', 'true']],
      ['timeout', ['undefined', 'a number']],
      ['retry', objects],
      ['minAssurance', ['undefined']],
      ['keyStore', ['undefined']],
      ['lock', functions],
      ['fetch', functions],
      ['clock', ['undefined']],
      ['trace', functions],
    ] as const
  ).map(
    ([name, right]): Argument => ({
      what: `createClient: ${name}`,
      path: name === 'keyStore' ? /^keyStore/ : name,
      throws: true,
      right,
      give: withOption(name),
    }),
  ),
  ...(['now', 'monotonic', 'sleep'] as const).map(
    (name): Argument => ({
      what: `createClient: clock.${name}`,
      path: `clock.${name}`,
      throws: true,
      right: ['a function'],
      give: withPart('clock', systemClock, name),
    }),
  ),
  ...(['describe', 'get', 'set', 'remove', 'watch'] as const).map(
    (name): Argument => ({
      what: `createClient: keyStore.${name}`,
      path: `keyStore.${name}`,
      throws: true,
      right: name === 'watch' ? [...functions, 'null'] : ['a function'],
      give: withPart('keyStore', memoryKeyStore(), name),
    }),
  ),
  ...(['fetch', 'lock', 'keyStore'] as const).map(
    (name): Argument => ({
      what: `createClient: ${name} of the platform`,
      path: new RegExp(`^${name}`),
      throws: true,
      right: name === 'keyStore' ? [] : ['a function'],
      give: (value, { sandbox }) => createClient({ ...platformOf(sandbox), [name]: value }),
    }),
  ),
  {
    what: 'createClient: retry.attempts',
    path: 'retry.attempts',
    throws: true,
    right: ['undefined', 'a number'],
    give: (attempts, { sandbox }) => createClient(platformOf(sandbox), { retry: { attempts } }),
  },
  {
    what: 'createClient: credentials.email',
    path: 'credentials.email',
    throws: true,
    right: ['a text'],
    give: (email, { sandbox }) => createClient(platformOf(sandbox), { credentials: { ...account, email } }),
  },
  {
    what: 'createClient: credentials.password',
    path: 'credentials.password',
    throws: true,
    right: ['a text', 'a function'],
    give: (password, { sandbox }) =>
      createClient(platformOf(sandbox), { credentials: { ...account, password } }),
  },
  {
    what: 'what the function for the credentials gives',
    path: /^credentials\./,
    give: async (value, { sandbox }) =>
      createClient(platformOf(sandbox), { credentials: () => value }).apiKey(),
  },
  {
    what: 'what the function for the password gives',
    path: 'credentials.password',
    right: ['a text'],
    give: async (value, { sandbox }) =>
      createClient(platformOf(sandbox), { credentials: { ...account, password: () => value } }).apiKey(),
  },
  {
    what: 'what the function for the pair gives',
    path: /^consumer\./,
    give: async (value, { sandbox }) =>
      createClient(platformOf(sandbox), { consumer: () => value }).fetch('/analytics'),
  },
];

const ofStores: readonly Argument[] = [
  ...Object.entries({ memoryKeyStore, recordStore: store }).map(
    ([name, make]): Argument => ({
      what: `${name}: record`,
      path: 'record',
      give: (value) => make().set(slot, value),
    }),
  ),
  ...Object.entries({ memoryKeyStore, recordStore: store }).flatMap(([name, make]) =>
    (['get', 'set', 'remove'] as const).map(
      (method): Argument => ({
        what: `${name}: slot of ${method}`,
        path: /^slot$|^profile$/,
        give: (value) => make()[method](value, {} as never),
      }),
    ),
  ),
  {
    what: 'asStorageErrors: work',
    path: 'work',
    right: ['a function'],
    give: (work) => asStorageErrors(work, () => ({ code: 'storage_unavailable' })),
  },
  {
    what: 'asStorageErrors: faultOf',
    path: 'faultOf',
    right: ['a function'],
    give: (faultOf) => asStorageErrors(async () => undefined, faultOf),
  },
  {
    what: 'recordStore',
    path: 'open',
    throws: true,
    right: ['a function'],
    give: (value) => recordStore(value),
  },
  {
    what: 'explaining: inner',
    path: 'inner',
    throws: true,
    right: ['a function'],
    give: (value) => explaining(value, () => undefined),
  },
  {
    what: 'explaining: connectFailure',
    path: 'connectFailure',
    throws: true,
    right: ['a function'],
    give: (value) => explaining(fetch, value),
  },
  {
    what: 'storedConsumer: keyStore',
    path: /^keyStore/,
    throws: true,
    give: (value) => storedConsumer(value),
  },
  {
    what: 'storedConsumer: options',
    path: 'options',
    throws: true,
    right: objects,
    give: (value) => storedConsumer(memoryKeyStore(), value),
  },
  { what: 'checkSealingKeys', path: 'sealingKey', throws: true, give: (value) => checkSealingKeys(value) },
  { what: 'createSealer', path: 'sealingKey', throws: true, give: (value) => createSealer(value) },
];

/** What each kind of lock takes. An adapter's are made with `createLock`. */
const perLock: readonly Argument[] = Object.entries({
  memoryLock: memoryLock(),
  createLock: createLock(async () => async () => {}),
  storeLock: storeLock(memoryKeyStore()),
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
    right: ['undefined', 'a number'],
    give: (timeout) => lock('n', async () => {}, { timeout }),
  },
]);

/** A signal as the runtime has it, but for one of its methods. */
const signalWithout = (method: string): AbortSignal =>
  ({ aborted: false, addEventListener() {}, removeEventListener() {}, [method]: undefined }) as never;

/** Everything that takes a signal, and where. */
const takingSignals: readonly Argument[] = [
  ...[...perCall, ...ofFetch, ...perLock].filter(({ path }) => path === 'signal'),
  {
    what: 'api: options.signal',
    path: 'options.signal',
    give: (signal, { client }) => createApi(client)('/analytics', { signal }),
  },
];

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const someObject = objects.filter((kind) => kind !== 'undefined');
const ofLocks: readonly Argument[] = [
  {
    what: 'createLock: take',
    path: 'take',
    throws: true,
    right: ['a function'],
    give: (take) => createLock(take),
  },
  {
    what: 'holdLock: lock',
    path: 'lock',
    right: ['a function'],
    give: (lock) => holdLock(typeof lock === 'function' ? (work) => memoryLock()('n', work) : lock),
  },
  {
    what: 'withLock: store',
    path: 'store',
    throws: true,
    right: someObject,
    // A copy, since a lock stays with its store.
    give: (store) => withLock(isPlain(store) ? { ...store } : store, () => undefined),
  },
  {
    what: 'withLock: find',
    path: 'find',
    throws: true,
    right: ['a function'],
    give: (find) => withLock(memoryKeyStore(), find),
  },
  {
    what: 'storeLock: store',
    path: 'store',
    throws: true,
    right: someObject,
    give: (store) => storeLock(store),
  },
  { what: 'findLock: store', path: 'store', give: (store) => findLock(store) },
  {
    what: 'storeLock: ofThisUser',
    path: 'ofThisUser',
    throws: true,
    right: functions,
    give: (lock) => storeLock(memoryKeyStore(), lock),
  },
  {
    what: 'findLock: ofThisUser',
    path: 'ofThisUser',
    right: functions,
    give: (lock) => findLock(memoryKeyStore(), lock),
  },
];

const others: readonly Argument[] = [
  {
    what: 'generatePassword: length',
    path: 'length',
    throws: true,
    right: ['undefined'],
    give: (value) => generatePassword(value),
  },
  {
    what: 'checkProfile',
    path: 'profile',
    throws: true,
    right: ['a text'],
    give: (value) => checkProfile(value),
  },
  {
    what: 'originsOf: options',
    path: 'options',
    throws: true,
    right: ['an object', 'an object without a prototype'],
    give: (value) => originsOf(value),
  },
  {
    what: 'originsOf: baseUrl',
    path: 'baseUrl',
    throws: true,
    right: ['undefined'],
    give: (baseUrl) => originsOf({ baseUrl }),
  },
  {
    what: 'originsOf: region',
    path: 'region',
    throws: true,
    right: ['undefined'],
    give: (region) => originsOf({ region }),
  },
  {
    what: 'originsOf: consumer',
    path: /^consumer\./,
    throws: true,
    right: functions,
    give: (consumer) => originsOf({ consumer }),
  },
  { what: 'createApi: client', path: 'client.fetch', throws: true, give: (value) => createApi(value) },
  {
    what: 'api: request',
    path: 'input',
    give: (value, { client }) => createApi(client)(value),
  },
];

const everything = [
  ...perCall,
  ...perInput,
  ...ofFetch,
  ...ofClient,
  ...ofOptions,
  ...ofStores,
  ...perLock,
  ...ofLocks,
  ...others,
];

describe.each(everything)('$what', ({ path, right = [], throws = false, give }) => {
  test.each(wrongKinds(values, right))('%s is refused, by its name', async (kind) => {
    const world = await worldOf();
    const before = world.sandbox.requests.list().length;
    const { error, thrown } = await refusalOf(InvalidInputError, () => give(values[kind], world));
    expect(thrown).toBe(throws);
    expect(error.code).toBe('invalid_input');
    expectNamed(error, path);
    expect(world.sandbox.requests.list().length).toBe(before);
    expect((await world.client.session())?.account).toBe(account.email);
  });

  test.each(right)('%s passes', async (kind) => {
    const { error } = await failureOf(async () => give(values[kind], await worldOf()));
    // What the service or the network says of it is another matter.
    if (error !== undefined) expect(isTurboSMTPAuthError(error) && error.code !== 'invalid_input').toBe(true);
  });
});

describe.each(takingSignals)('$what', ({ path, give }) => {
  test.each(['addEventListener', 'removeEventListener'])('without %s is refused', async (method) => {
    const world = await worldOf();
    const before = world.sandbox.requests.list().length;
    const { error } = await refusalOf(InvalidInputError, () => give(signalWithout(method), world));
    expect(error).toMatchObject({ issues: [{ path: `${path}.${method}`, code: 'not_a_function' }] });
    expect(world.sandbox.requests.list().length).toBe(before);
  });
});

/** Whether a refusal came before a login, named this, and repeated nothing. */
async function refusedBefore(
  { sandbox }: World,
  run: (client: Client) => unknown,
  issue: { readonly path: string; readonly code: string },
): Promise<void> {
  const client = createClient(platformOf(sandbox), { profile: 'fresh', credentials: account });
  const before = sandbox.requests.list().length;
  const { error } = await refusalOf(InvalidInputError, () => run(client));
  expect(error).toMatchObject({ issues: [issue] });
  expect(sandbox.requests.list().length).toBe(before);
}

describe('what is no set of options', () => {
  const code = 'not_a_plain_object';
  describe.each(Object.entries(noBags))('%s', (_, make) => {
    test.each(Object.entries(calls))('is none for %s', async (_, call) => {
      await refusedBefore(await worldOf(), (client) => call(client, make()), { path: 'options', code });
    });
    test('is no init', async () => {
      const get = (client: Client): unknown => client.fetch('/analytics', make());
      await refusedBefore(await worldOf(), get, { path: 'init', code });
    });
    test('is none for createClient', async () => {
      const world = await worldOf();
      const { error } = await failureOf(() => createClient(platformOf(world.sandbox), make()));
      expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path: 'options', code }] });
    });
  });
});

describe('what fetch would refuse itself', () => {
  const world = worldOf();

  test.each(
    ['GET', 'POST'].flatMap((method) => noMembers.map(([name, value]) => [method, name, value] as const)),
  )('a %s with the %s %j', async (method, name, value) => {
    const init = { method, [name]: value };
    const issue = { path: `init.${name}`, code: 'not_supported' };
    await refusedBefore(await world, (client) => client.fetch('/analytics', init), issue);
  });

  test.each(Object.entries(noBodies))('the body %s', async (_, make) => {
    const init = { method: 'POST', body: make() as BodyInit };
    const issue = { path: 'init.body', code: 'not_a_body' };
    await refusedBefore(await world, (client) => client.fetch('/suppressions', init), issue);
  });

  // Neither does one of another package.
  test.each(Object.entries(noBodies).filter(([what]) => !/ of another package$/.test(what)))(
    'the body %s, with another fetch',
    async (_, make) => {
      const fetch = vi.fn<typeof globalThis.fetch>();
      const client = createClient(platformOf((await world).sandbox), { fetch, credentials: account });
      const init = { method: 'POST', body: make() as BodyInit };
      const { error } = await refusalOf(InvalidInputError, () => client.fetch('/suppressions', init));
      expect(error).toMatchObject({ issues: [{ path: 'init.body', code: 'not_a_body' }] });
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  test('a stream of another package, which the runtime does not know', async () => {
    const init = { method: 'POST', body: { getReader() {} } as unknown as BodyInit };
    const issue = { path: 'init.body', code: 'not_a_body' };
    await refusedBefore(await world, (client) => client.fetch('/suppressions', init), issue);
  });

  test.each(Object.entries(usedStreams))('the body %s', async (_, make) => {
    const init = { method: 'POST', body: (await make()) as BodyInit };
    const issue = { path: 'init.body', code: 'body_used' };
    await refusedBefore(await world, (client) => client.fetch('/suppressions', init), issue);
  });
});

describe('a request that outlives its page', () => {
  test.each<[string, () => unknown]>([
    ['a stream', () => streamOf('x')],
    ['a stream of Node', () => Readable.from(['x'])],
    ['an async iterator', async function* () {}],
  ])('cannot have the body %s', async (_, make) => {
    const init = { method: 'POST', keepalive: true, body: make() as BodyInit };
    const issue = { path: 'init.keepalive', code: 'not_supported' };
    await refusedBefore(await worldOf(), (client) => client.fetch('/suppressions', init), issue);
  });

  test.each(Object.entries(usedStreams))('cannot have the body %s either', async (_, make) => {
    const init = { method: 'POST', keepalive: true, body: (await make()) as BodyInit };
    const issue = { path: 'init.body', code: 'body_used' };
    await refusedBefore(await worldOf(), (client) => client.fetch('/suppressions', init), issue);
  });
});

describe('a Request whose body cannot be read', () => {
  const url = 'https://pro.api.serversmtp.com/api/v2/suppressions';
  const requestOf = (body: BodyInit): Request =>
    new Request(url, { method: 'POST', body, ...{ duplex: 'half' } }); // which the types lack
  const failing = (pull: (controller: ReadableStreamDefaultController) => void) =>
    requestOf(new ReadableStream({ pull }));

  test.each<[string, () => Promise<Request>, string]>([
    [
      'since it was read',
      async () => {
        const request = requestOf('x');
        await request.text();
        return request;
      },
      'body_used',
    ],
    [
      'since somebody reads it',
      async () => {
        const request = requestOf('x');
        request.body?.getReader();
        return request;
      },
      'body_used',
    ],
    ['since it gives numbers', async () => failing((controller) => controller.enqueue(7)), 'not_a_body'],
    [
      'since it fails',
      async () => failing((controller) => controller.error(new Error(canary))),
      'not_a_body',
    ],
    [
      'since what looks like a Request gives nothing',
      async () => ({ url, method: 'POST', arrayBuffer() {} }) as never,
      'not_a_body',
    ],
  ])('%s, is refused', async (_, make, code) => {
    const request = await make();
    await refusedBefore(await worldOf(), (client) => client.fetch(request), { path: 'input', code });
  });

  test('gives way to another body', async () => {
    const { client } = await worldOf();
    const request = requestOf('x');
    request.body?.getReader();
    await expect(client.fetch(request, { body: 'y' })).resolves.toBeInstanceOf(Response);
  });
});

describe('what fetch takes', () => {
  async function sent(init: RequestInit, options: ClientOptions = {}): Promise<string> {
    let text = '';
    const fetch: typeof globalThis.fetch = async (input, given) => {
      const request = new Request(input, given);
      text = `${request.method} ${await request.text()}`;
      return Response.json({});
    };
    const platform = { ...platformOf(createSandbox()), fetch };
    await createClient(platform, { consumer: { key: 'k', secret: 's' }, ...options }).fetch('/x', init);
    return text;
  }

  test.each<[string, () => unknown, string | RegExp]>([
    ['a text', () => 'x', 'x'],
    ['a number', () => 7, '7'],
    ['a query', () => new URLSearchParams('a=1'), 'a=1'],
    ['an empty query', () => new URLSearchParams(), ''],
    [
      'a form',
      () => {
        const form = new FormData();
        form.set('name', 'value');
        return form;
      },
      /form-data; name="name"/,
    ],
    ['a file', () => new Blob(['x']), 'x'],
    ['a file with a type', () => new File(['x'], 'x', { type: 'text/plain;charset=UTF-8' }), 'x'],
    ['a buffer', () => new TextEncoder().encode('x').buffer, 'x'],
    ['bytes', () => new TextEncoder().encode('x'), 'x'],
    ['a view of shared memory', () => new Uint8Array(new SharedArrayBuffer(0)), ''],
    ['a view', () => new DataView(new ArrayBuffer(0)), ''],
    ['a stream', () => streamOf('x'), 'x'],
    [
      'an async iterator',
      async function* () {
        yield new TextEncoder().encode('x');
      },
      'x',
    ],
    ['a stream of Node', () => Readable.from([Buffer.from('x')]), 'x'],
    ['null', () => null, ''],
  ])('as a body: %s', async (_, make, expected) => {
    const text = await sent({ method: 'POST', body: make() as BodyInit });
    if (expected instanceof RegExp) expect(text).toMatch(expected);
    else expect(text).toBe(`POST ${expected}`);
  });

  /** A file that can be read but once. */
  class OnceFile extends File {
    readonly #stream = streamOf('hello');
    opened = 0;
    override get size() {
      return 5;
    }
    override stream() {
      this.opened++;
      return this.#stream as ReturnType<File['stream']>;
    }
  }

  test.each<[string, (file: File) => BodyInit]>([
    ['a file', (file) => file],
    [
      'a form with a file',
      (file) => {
        const form = new FormData();
        form.set('file', file);
        return form;
      },
    ],
  ])('%s that can be read but once', async (_, make) => {
    const file = new OnceFile([], 'a.txt');
    expect(await sent({ method: 'POST', body: make(file) })).toContain('hello');
    expect(file.opened).toBe(1);
  });

  test('a form of another package, with the fetch of that package', async () => {
    let body: unknown;
    const fetch: typeof globalThis.fetch = async (_, init) => {
      body = init?.body;
      return Response.json({});
    };
    const form = new ForeignForm() as unknown as FormData;
    await sent({ method: 'POST', body: form }, { fetch });
    expect(body).toBe(form);
  });

  test.each<RequestInit>([
    { cache: 'only-if-cached', mode: 'same-origin' },
    {
      mode: 'cors',
      credentials: 'include',
      referrerPolicy: 'origin',
      referrer: '',
      integrity: '',
      keepalive: true,
    },
    { redirect: 'error', priority: 'high', window: null },
    { cache: undefined } as object,
    { retry: 3, timeout: 5, query: {} } as object,
  ])('as members: %j', async (init) => {
    expect(await sent({ ...init, method: 'PUT', body: 'x' })).toBe('PUT x');
  });

  test('of an init whose members are inherited', async () => {
    class Init {
      get method() {
        return 'POST';
      }
      get body() {
        return 'x';
      }
    }
    expect(await sent(new Init())).toBe('POST x');
  });
});

describe('a signal of a polyfill', () => {
  test.each(['before', 'during', 'after'] as const)('ends client.fetch %s the call', async (when) => {
    const { sandbox } = await worldOf();
    const client = createClient(platformOf(sandbox), { credentials: account });
    await client.apiKey();
    const signal = new PolyfilledSignal();
    const abort = (): void => {
      signal.aborted = true;
      signal.dispatchEvent(new Event('abort'));
    };
    if (when === 'before') abort();
    if (when === 'during') sandbox.faults.add({ kind: 'delay', latency: 60_000 });
    if (when === 'after') sandbox.faults.add({ kind: 'stalled' });
    const call = client.fetch('/analytics', { signal: signal as unknown as AbortSignal });
    const ended = failureOf(async () => (await call).text());
    if (when === 'after') await call;
    setTimeout(abort);
    expect((await ended).error).toMatchObject({ name: 'AbortError' });
  });

  test('changes nothing else', async () => {
    const { client } = await worldOf();
    const signal = new PolyfilledSignal() as unknown as AbortSignal;
    expect((await client.fetch('/analytics', { signal })).status).toBe(200);
    expect(await createApi(client)('/analytics', { signal, timeout: 5_000 })).toMatchObject({ count: 0 });
  });
});

describe('right values', () => {
  test('pass in every option at once', async () => {
    const { sandbox } = await worldOf();
    const options: ClientOptions = {
      baseUrl: new URL('https://pro.api.serversmtp.com/api/v2'),
      profile: 'p',
      credentials: async () => account,
      consumer: { key: 'k', secret: 's' },
      region: 'eu',
      noExpire: true,
      timeout: Number.POSITIVE_INFINITY,
      retry: false,
      minAssurance: 'memory',
      keyStore: memoryKeyStore(),
      lock: memoryLock(),
      fetch: sandbox.fetch,
      clock: sandbox.clock,
      trace: () => {},
    };
    const client = createClient(platformOf(sandbox), options);
    const signal = new AbortController().signal;
    expect(await client.apiKey({ signal, timeout: 1_000 })).toMatch(/^\w+$/);
    expect(
      (await client.fetch(new Request('https://pro.api.serversmtp.com/api/v2/x'), { signal })).status,
    ).toBe(200);
    expect((await client.fetch('/x', { signal: null })).status).toBe(200);
  });

  test('pass if they are made by a class, or in another realm', async () => {
    const { sandbox } = await worldOf();
    class OwnClock {
      now = () => Date.now();
      monotonic() {
        return performance.now();
      }
      sleep(ms: number, signal?: AbortSignal) {
        return systemClock.sleep(ms, signal);
      }
    }
    class OwnPlatform {
      readonly name = 'own';
      get fetch() {
        return sandbox.fetch;
      }
      keyStore = memoryKeyStore();
      lock = memoryLock();
    }
    const client = createClient(new OwnPlatform(), { clock: new OwnClock() });
    // As a polyfill has it: of another class, and without what came later.
    const { signal } = new AbortController();
    const alike = {
      aborted: false,
      reason: undefined,
      addEventListener: signal.addEventListener.bind(signal),
      removeEventListener: signal.removeEventListener.bind(signal),
    };
    await client.login(account, { signal: alike as unknown as AbortSignal });
    expect((await client.session())?.account).toBe(account.email);
  });
});

describe('functions that judge any value, and throw at none', () => {
  test.each(Object.keys(values))('checkPassword and validatePassword of %s', (kind) => {
    const value = values[kind] as never;
    if (typeof value !== 'string' || value === '') {
      const { ok, rules } = checkPassword(value);
      expect(ok).toBe(false);
      expect(rules.map(({ id, passed }) => [id, passed])).toEqual(passwordRules.map(({ id }) => [id, false]));
      for (const input of [value, { password: value } as never])
        expect(validatePassword(input).map(({ code }) => code)).toEqual(['password_is_missing']);
    }
    expect(validatePassword({ password: newPassword, current: value })).toEqual([]);
    expect(validatePassword({ password: newPassword, confirm: value }).map(({ rule }) => rule)).toEqual(
      value === undefined ? [] : ['confirmation'],
    );
  });

  test.each(Object.keys(values))('guards and describeError of %s', (kind) => {
    const value = values[kind] as never;
    expect(isTurboSMTPAuthError(value)).toBe(false);
    expect(isErrorOf('login', value)).toBe(false);
    expect(describeError(value)).not.toContain(canary);
    const error = new RedirectRefusedError({
      code: 'redirect_refused',
      message: 'It was a redirect.',
      hint: '-',
      status: 307,
      operation: 'fetch',
    });
    expect(isErrorOf(value, error)).toBe(false);
    expect(isErrorOf('fetch' as never, error)).toBe(false);
    expect(describeError(error, value)).toMatch(/redirect/);
  });
});
