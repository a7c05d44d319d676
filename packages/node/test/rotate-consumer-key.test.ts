import { createSandbox, type Sandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type Client,
  type ClientOptions,
  type ConsumerRecord,
  createClient,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  type RotationOptions,
  rotateConsumerKey,
  storageError,
} from '../src/index.ts';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const baseUrl = 'https://service.invalid/api/v2';
const slot = { origin: 'https://service.invalid', profile: 'default', kind: 'consumer' } as const;
const old = { key: 'old-key', secret: 'old-secret' };
/** Neither the rotation's nor the account's only one: nothing may happen to these. */
const others = [
  {
    account: ada.email,
    key: 'twin',
    secret: 'x',
    label: 'mailer',
    permissions: ['SEND_API', 'APIS'],
    ips: ['192.0.2.1'],
  },
  { account: ada.email, key: 'cousin', secret: 'x', label: 'other', permissions: ['APIS'] },
] as const;

interface World {
  readonly sandbox: Sandbox;
  readonly keyStore: KeyStore;
  readonly client: (options?: ClientOptions) => Client;
  readonly rotate: (options?: RotationOptions) => Promise<unknown>;
  readonly saved: () => Promise<ConsumerRecord | null>;
  /** Whether the service takes a pair. */
  readonly works: (pair: { key: string; secret: string } | undefined) => Promise<boolean>;
  readonly keys: () => string[];
}

async function world(
  pair: { permissions?: readonly ('SEND_SMTP' | 'SEND_API' | 'APIS')[] } = {},
  options: SandboxOptions = {},
): Promise<World> {
  const { permissions = ['SEND_API', 'APIS'] } = pair;
  const consumer = { account: ada.email, ...old, label: 'mailer', permissions, ips: ['192.0.2.1'] };
  const sandbox = createSandbox({ accounts: [ada], consumers: [...others, consumer], ...options });
  const keyStore = memoryKeyStore();
  await keyStore.set(slot, { v: 1, kind: 'consumer', gen: 'first', ...old, label: 'mailer' });
  const shared = { baseUrl, fetch: sandbox.fetch, keyStore, lock: memoryLock() } as const;
  const client = (more: ClientOptions = {}): Client => createClient({ ...shared, ...more });
  await client().login(ada);
  sandbox.requests.clear();
  return {
    sandbox,
    keyStore,
    client,
    rotate: (rotation) => rotateConsumerKey(client(), rotation),
    saved: async () => (await keyStore.get(slot)) as ConsumerRecord | null,
    works: async (given) => {
      if (!given) return false;
      const { key: consumerKey, secret: consumerSecret } = given;
      const headers = { consumerKey, consumerSecret };
      return (await sandbox.fetch(`${baseUrl}/analytics`, { headers })).status === 200;
    },
    keys: () =>
      sandbox.consumers
        .list()
        .map(({ key }) => key)
        .sort(),
  };
}

afterEach(() => vi.unstubAllEnvs());

describe('a rotation', () => {
  test('makes a pair like the saved one, tries it, and deletes the old one after that', async () => {
    const { sandbox, rotate, saved, works, keys } = await world();
    const pair = await rotate();
    const record = await saved();
    expect(record).toEqual({
      v: 1,
      kind: 'consumer',
      gen: expect.any(String),
      ...(pair as object),
      label: 'mailer',
    });
    expect(keys()).toEqual(['cousin', record?.key, 'twin'].sort());
    expect(sandbox.consumers.list().find(({ key }) => key === record?.key)).toMatchObject({
      label: 'mailer',
      permissions: ['SEND_API', 'APIS'],
      ips: ['192.0.2.1'],
    });
    const asked = sandbox.requests
      .list()
      .map(({ method, path }) => `${method} ${path.slice('/api/v2'.length)}`);
    expect(asked).toEqual([
      'GET /user/consumerKeys',
      'POST /user/consumerKeys',
      'GET /user/consumerKeys',
      'POST /mail/send',
      'GET /analytics',
      'DELETE /user/consumerKeys/old-key',
    ]);
    expect(sandbox.outbox.list()).toEqual([]);
    expect([await works(record ?? undefined), await works(old)]).toEqual([true, false]);
  });

  test.each([
    [['APIS'], ['/analytics']],
    [['SEND_API'], ['/mail/send']],
    [['SEND_SMTP', 'APIS'], ['/analytics']],
    [['SEND_SMTP'], []],
  ] as const)('of a pair for %j tries %j', async (permissions, tried) => {
    const { sandbox, rotate } = await world({ permissions }, { switches: { enforcePermissions: true } });
    await rotate({ keepOldIfUntried: false });
    const paths = sandbox.requests.list().map(({ path }) => path.slice('/api/v2'.length));
    expect(paths.filter((path) => ['/analytics', '/mail/send'].includes(path))).toEqual(tried);
  });

  test('keeps the old pair beside a new one that cannot be tried, and goes on if told to', async () => {
    const { rotate, saved, keys } = await world({ permissions: ['SEND_SMTP'] });
    const pair = await rotate();
    expect(await saved()).toMatchObject({ ...(pair as object), replaces: old });
    expect(await rotate()).toEqual(pair);
    expect(keys()).toContain('old-key');
    expect(keys()).toHaveLength(4);
    expect(await rotate({ keepOldIfUntried: false })).toEqual(pair);
    expect(await saved()).not.toHaveProperty('replaces');
    expect(keys()).not.toContain('old-key');
  });

  test('needs to be told the permissions if the list does not say them', async () => {
    const { rotate, saved, keys } = await world({}, { switches: { consumerKeyMembers: 'until 2025' } });
    await expect(rotate()).rejects.toMatchObject({
      code: 'invalid_input',
      reason: 'permissions_not_listed',
      issues: [{ path: 'permissions', code: 'missing' }],
    });
    expect(keys()).toHaveLength(3);
    expect(await rotate({ permissions: ['APIS'] })).toMatchObject({ key: (await saved())?.key });
    expect(keys()).toHaveLength(3);
    expect(keys()).not.toContain('old-key');
  });

  test.each<[keyof RotationOptions, unknown, string]>([
    ...[null, 0, '', Number.NaN, 'false', 1, {}].map(
      (given) => ['keepOldIfUntried', given, 'not_a_boolean'] as [keyof RotationOptions, unknown, string],
    ),
    ...[null, 'SEND_API', 5, {}].map(
      (given) => ['permissions', given, 'not_a_list'] as [keyof RotationOptions, unknown, string],
    ),
    ['permissions', [], 'missing'],
    ['permissions', ['NOPE'], 'not_a_permission'],
    ['permissions', ['APIS', null], 'not_a_permission'],
    ['keyStore', { get: async () => null }, 'not_a_function'],
    ['profile', '../x', 'invalid_profile'],
  ])('is refused before anything is sent if %s is %j', async (option, given, code) => {
    for (const consumerKeyMembers of ['all', 'until 2025'] as const) {
      const { sandbox, rotate, saved, keys } = await world(
        { permissions: ['SEND_SMTP'] },
        { switches: { consumerKeyMembers } },
      );
      const path = expect.stringMatching(new RegExp(`^${option}\\b`));
      await expect(rotate({ [option]: given } as RotationOptions)).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path, code }],
      });
      expect(sandbox.requests.list()).toEqual([]);
      expect((await saved())?.gen).toBe('first');
      expect(keys()).toContain('old-key');
    }
  });

  /** Stores that do not do what they say. */
  const liars: readonly (readonly [string, (inner: KeyStore) => KeyStore['set']])[] = [
    ['says that it wrote, and keeps nothing', () => async () => true],
    ['says that it did not write, and keeps nothing', () => async () => false],
    ['says nothing, and keeps nothing', () => async () => undefined as never],
    [
      'keeps no new pair',
      (inner) => async (where, record, ifGen) =>
        record.kind === 'consumer' && record.replaces ? true : inner.set(where, record, ifGen),
    ],
  ];
  test.each(liars)('makes no pair if the store %s', async (_, lie) => {
    const { keyStore, rotate, saved, works, keys } = await world();
    const liar = { ...keyStore, set: lie(keyStore) };
    await expect(rotate({ keyStore: liar })).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_unavailable',
      reason: 'pair_not_kept',
    });
    expect(keys()).toEqual(['cousin', 'old-key', 'twin']);
    expect(await works((await saved()) ?? undefined)).toBe(true);
    await rotate(); // with a store that keeps what it is given
    expect(keys()).toEqual(['cousin', (await saved())?.key, 'twin'].sort());
  });

  test('makes no pair if the store loses what was saved', async () => {
    const { keyStore, rotate, keys } = await world();
    const set: KeyStore['set'] = async (where) => keyStore.remove(where);
    await expect(rotate({ keyStore: { ...keyStore, set } })).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'no_consumer_pair',
    });
    expect(keys()).toEqual(['cousin', 'old-key', 'twin']);
  });

  const secret = 'canary-canary';
  test.each<[string, () => unknown, string]>([
    ['rejects with an error of its own', () => Promise.reject(new Error(secret)), 'storage_unavailable'],
    ['answers with a number', async () => 5, 'storage_damaged'],
    [
      'has half a record',
      async () => ({ v: 1, kind: 'consumer', gen: 'g', key: 'old-key' }),
      'storage_damaged',
    ],
    [
      'has the record of a newer version',
      async () => ({ v: 2, kind: 'consumer', gen: 'g', ...old }),
      'storage_too_new',
    ],
  ])('sends nothing if the store %s', async (_, get, code) => {
    const { sandbox, keyStore, rotate } = await world();
    const rotation = rotate({ keyStore: { ...keyStore, get } as KeyStore });
    const error = await rotation.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ name: 'StorageError', code });
    expect(JSON.stringify(error) + error?.stack + error?.cause).not.toContain(secret);
    expect(sandbox.requests.list()).toEqual([]);
  });

  test('is refused where the environment names a pair that it would delete', async () => {
    const { sandbox, rotate, keys } = await world({ permissions: ['SEND_SMTP'] });
    vi.stubEnv('TURBOSMTP_CONSUMER_KEY', 'old-key');
    const refusal = { code: 'invalid_input', reason: 'names_the_old_pair' };
    await expect(rotate()).rejects.toMatchObject(refusal);
    expect(sandbox.requests.list()).toEqual([]);
    vi.stubEnv('TURBOSMTP_CONSUMER_KEY', 'another-key');
    await rotate();
    vi.stubEnv('TURBOSMTP_CONSUMER_KEY', 'old-key');
    await expect(rotate({ keepOldIfUntried: false })).rejects.toMatchObject(refusal);
    expect(keys()).toContain('old-key');
  });

  test('needs a saved pair, one of the account, and a client of this package', async () => {
    const { sandbox, keyStore, rotate, client } = await world();
    await expect(rotate({ profile: 'nobody' })).rejects.toMatchObject({
      code: 'signed_out',
      reason: 'no_consumer_pair',
    });
    await expect(rotateConsumerKey({ ...client() })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'client', code: 'not_a_client' }],
    });
    await keyStore.set(slot, { v: 1, kind: 'consumer', gen: 'g', key: 'strange', secret: 's' });
    await expect(rotate()).rejects.toMatchObject({
      code: 'key_not_found',
      reason: 'pair_of_another_account',
    });
    expect(sandbox.consumers.list()).toHaveLength(3);
  });

  test.each(['/analytics', '/mail/send'])(
    'goes back to the old pair if the new one is refused at %s',
    async (path) => {
      const { sandbox, rotate, saved, keys } = await world();
      sandbox.faults.add({
        kind: 'code',
        code: 'invalid_authorization_key',
        status: 401,
        match: { path: `/api/v2${path}` },
      });
      await expect(rotate()).rejects.toMatchObject({
        code: 'invalid_authorization_key',
        reason: 'new_pair_refused',
      });
      expect(await saved()).toEqual({
        v: 1,
        kind: 'consumer',
        gen: expect.any(String),
        ...old,
        label: 'mailer',
      });
      expect(keys()).toEqual(['cousin', 'old-key', 'twin']);
      await rotate();
      expect(keys()).not.toContain('old-key');
    },
  );

  test('changes nothing if the old pair is refused as well', async () => {
    const { sandbox, rotate, saved, keys } = await world();
    sandbox.faults.add({ kind: 'html', status: 401, match: { path: '/api/v2/analytics' }, times: 'always' });
    const refusal = { code: 'invalid_authorization_key', reason: 'both_pairs_refused' };
    for (let count = 0; count < 2; count++) await expect(rotate()).rejects.toMatchObject(refusal);
    expect(await saved()).toMatchObject({ replaces: old });
    expect(keys()).toHaveLength(4);
    sandbox.faults.clear();
    await rotate();
    expect(keys()).toHaveLength(3);
  });

  test.each([
    ['429', { kind: 'code', status: 429, code: 'slow_down' }, 'rate_limited'],
    ['500', { kind: 'html', status: 500 }, 'server_error'],
    ['a lost connection', { kind: 'drop', when: 'before' }, 'network'],
    ['a redirect', { kind: 'redirect', location: '/elsewhere' }, 'redirect_refused'],
  ] as const)('deletes nothing if a trial is answered with %s', async (_, fault, code) => {
    const { sandbox, rotate, saved, keys } = await world({ permissions: ['APIS'] });
    sandbox.faults.add({ ...fault, match: { path: '/api/v2/analytics' }, times: 'always' });
    await expect(rotate()).rejects.toMatchObject({ code });
    expect(await saved()).toMatchObject({ replaces: old });
    expect(keys()).toHaveLength(4);
    sandbox.faults.clear();
    expect(await rotate()).toMatchObject({ key: (await saved())?.key });
    expect(keys()).toHaveLength(3);
  });

  test('takes any other answer to a trial for that of a service that knows the pair', async () => {
    for (const status of [200, 400, 403, 404]) {
      const { sandbox, rotate, keys } = await world({ permissions: ['APIS'] });
      sandbox.faults.add({
        kind: 'reply',
        status,
        json: { message: 'x' },
        match: { path: '/api/v2/analytics' },
      });
      await rotate();
      expect(keys()).not.toContain('old-key');
    }
  });

  test('takes no pair for lost if others made more than one like it', async () => {
    const { sandbox, keyStore, rotate, keys } = await world();
    await keyStore.set(slot, {
      v: 1,
      kind: 'consumer',
      gen: 'g',
      ...old,
      label: 'mailer',
      siblings: ['twin'],
    });
    for (const key of ['a', 'b'])
      sandbox.consumers.add({
        account: ada.email,
        key,
        secret: 'x',
        label: 'mailer',
        permissions: ['SEND_API', 'APIS'],
        ips: ['192.0.2.1'],
      });
    await expect(rotate()).rejects.toMatchObject({
      code: 'outcome_unknown',
      reason: 'consumer_key_creation_lost',
    });
    expect(keys()).toEqual(['a', 'b', 'cousin', 'old-key', 'twin']);
  });

  test('of many callers at once is one after the other, and leaves one pair', async () => {
    const { rotate, saved, works, keys } = await world();
    await Promise.all(Array.from({ length: 5 }, () => rotate()));
    expect(await works((await saved()) ?? undefined)).toBe(true);
    expect(keys()).toHaveLength(3);
  });

  test('without a lock that holds, leaves every program with a pair that works', async () => {
    const { client, saved, works } = await world();
    const none: ClientOptions['lock'] = (_, work) => work();
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => rotateConsumerKey(client({ lock: none as never }))),
    );
    const record = await saved();
    expect((await works(record ?? undefined)) || (await works(record?.replaces))).toBe(true);
    await rotateConsumerKey(client());
    expect(await works((await saved()) ?? undefined)).toBe(true);
    expect(results.length).toBe(4);
  });
});

type Kind = 'before' | 'after';

/** A program that stops for good at its n-th use of the store or of the network, before it or after it took effect. */
function mortal(inner: World, at: number, kind: Kind, times: 'for good' | 'once') {
  let count = 0;
  let end = (): void => {};
  const ended = new Promise<'ended'>((resolve) => {
    end = () => resolve('ended');
  });
  const never = new Promise<never>(() => {});
  const effect = async <T>(work: () => Promise<T>, failure: () => unknown): Promise<T> => {
    count++;
    if (times === 'for good' && count > at) return never;
    if (count !== at) return work();
    if (kind === 'after') await work().catch(() => undefined);
    end();
    if (times === 'for good') return never;
    throw failure();
  };
  const storage = (): unknown => storageError('storage_unavailable');
  const lost = (): unknown => new TypeError('fetch failed');
  const { keyStore } = inner;
  return {
    ended,
    count: () => count,
    parts: {
      lock: memoryLock(), // what a program that ended held is free
      keyStore: {
        ...keyStore,
        get: (...args) => effect(() => keyStore.get(...args), storage),
        set: (...args) => effect(() => keyStore.set(...args), storage),
        remove: (...args) => effect(() => keyStore.remove(...args), storage),
      } satisfies KeyStore,
      fetch: ((input, init) => effect(() => inner.sandbox.fetch(input, init), lost)) as typeof fetch,
    },
  };
}

const scenes: Readonly<
  Record<string, { readonly prepare?: (inner: World) => Promise<void>; readonly smtp?: true }>
> = {
  'of a pair': {},
  'of a pair for SMTP alone': { smtp: true },
  'whose new pair is refused': {
    prepare: async ({ sandbox }) =>
      sandbox.faults.add({ kind: 'html', status: 401, match: { path: '/api/v2/mail/send' } }),
  },
  'whose creation gets no answer': {
    prepare: async ({ sandbox }) =>
      sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'createConsumerKey' } }),
  },
  'that goes on after one that stopped': {
    prepare: async ({ keyStore, sandbox }) => {
      sandbox.consumers.add({
        account: ada.email,
        key: 'half-new',
        secret: 'x',
        label: 'mailer',
        permissions: ['SEND_API', 'APIS'],
        ips: ['192.0.2.1'],
      });
      await keyStore.set(slot, {
        v: 1,
        kind: 'consumer',
        gen: 'g',
        ...old,
        label: 'mailer',
        siblings: ['twin'],
      });
    },
  },
};

describe.each(Object.entries(scenes))('a rotation %s', (_, { prepare, smtp }) => {
  const make = async (): Promise<World> => {
    const inner = await world(smtp ? { permissions: ['SEND_SMTP'] } : {});
    await prepare?.(inner);
    return inner;
  };
  const options: RotationOptions = { keepOldIfUntried: false };

  /** What must hold at every instant, and what must hold once another has gone on. */
  const holds = async (inner: World, at: string): Promise<void> => {
    const { saved, works, sandbox, rotate, keys } = inner;
    // What programs read is the first of the two that may be saved.
    expect(await works((await saved()) ?? undefined), `${at}: the saved pair works`).toBe(true);
    sandbox.faults.clear();
    await rotate(options);
    const after = await saved();
    expect(after, at).not.toHaveProperty('replaces');
    expect(after, at).not.toHaveProperty('siblings');
    expect(await works(after ?? undefined), `${at}: the saved pair works`).toBe(true);
    expect(keys(), `${at}: nobody lacks a secret`).toEqual(['cousin', after?.key, 'twin'].sort());
  };

  test.each(['before', 'after'] as const)(
    'that ends %s any effect leaves a pair that works, and none that is lost',
    async (kind) => {
      let at = 0;
      for (let stopped = true; stopped; ) {
        const inner = await make();
        const program = mortal(inner, ++at, kind, 'for good');
        const rotation = rotateConsumerKey(inner.client({ ...program.parts }), options).then(
          () => 'done',
          () => 'failed',
        );
        stopped = (await Promise.race([rotation, program.ended])) === 'ended';
        await holds(inner, `ended ${kind} effect ${at}`);
        expect(at).toBeLessThan(60);
      }
      expect(at).toBeGreaterThan(6);
    },
  );

  test.each(['before', 'after'] as const)(
    'one of whose effects fails %s it happens does so too',
    async (kind) => {
      let at = 0;
      for (let failed = true; failed; ) {
        const inner = await make();
        const program = mortal(inner, ++at, kind, 'once');
        const client = inner.client({ ...program.parts, retry: false });
        await rotateConsumerKey(client, options).catch(() => undefined);
        failed = program.count() >= at;
        await holds(inner, `failed ${kind} effect ${at}`);
        expect(at).toBeLessThan(60);
      }
      expect(at).toBeGreaterThan(6);
    },
  );
});
