import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test, vi } from 'vitest';
import {
  createClient,
  InvalidInputError,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  SignedOutError,
  type StoredConsumerOptions,
  storageError,
  storedConsumer,
} from '../src/index.ts';

const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'consumer' } as const;
const pair = { key: 'a-consumer-key', secret: 'its-secret' };
const record = { v: 1, kind: 'consumer', gen: 'one', ...pair } as const;

describe('the stored consumer pair', () => {
  test('is that of the profile and the service, as it is at each call', async () => {
    const store = memoryKeyStore();
    const found = storedConsumer(store);
    await store.set(slot, record);
    expect(await found()).toEqual(pair);
    await store.set(slot, { ...record, gen: 'two', secret: 'another-secret' });
    expect(await found()).toEqual({ ...pair, secret: 'another-secret' });
    await expect(storedConsumer(store, { profile: 'work' })()).rejects.toThrow(SignedOutError);
    await expect(storedConsumer(store, { baseUrl: 'https://example.com/api' })()).rejects.toThrow(
      SignedOutError,
    );
    await store.remove(slot);
    await expect(found()).rejects.toMatchObject({
      code: 'signed_out',
      hint: expect.stringContaining('consumer-keys create --save'),
    });
  });

  test('authorises a client', async () => {
    const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
    const sandbox = createSandbox({ accounts: [account] });
    const platform = { name: 'test', fetch: sandbox.fetch, keyStore: memoryKeyStore(), lock: memoryLock() };
    const person = createClient(platform);
    await person.login(account);
    const made = await person.createConsumerKey({ permissions: ['APIS'] });
    await platform.keyStore.set(slot, { ...record, ...made });
    const program = createClient(platform, { consumer: storedConsumer(platform.keyStore) });
    expect((await program.fetch('/analytics')).status).toBe(200);
  });

  test('is that of the profile and the service of the client, unless another is named', async () => {
    const sandbox = createSandbox();
    const baseUrl = 'https://proxy.example/turbosmtp';
    const keyStore = memoryKeyStore();
    const platform = { name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() };
    await keyStore.set({ ...slot, origin: 'https://proxy.example', profile: 'work' }, record);
    const sent: (string | null)[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      sent.push(new Headers(init?.headers).get('consumerkey'));
      return new Response();
    };
    const options = { baseUrl, profile: 'work', fetch };
    await createClient(platform, { ...options, consumer: storedConsumer(keyStore) }).fetch('/analytics');
    expect(sent).toEqual([pair.key]);
    const elsewhere = createClient(platform, {
      ...options,
      consumer: storedConsumer(keyStore, { profile: 'x' }),
    });
    await expect(elsewhere.fetch('/analytics')).rejects.toMatchObject({ code: 'signed_out' });
  });

  test.each([{}, { profile: undefined }, { baseUrl: undefined }, { profile: undefined, baseUrl: undefined }])(
    'goes to no other service or profile where what is named is undefined: %j',
    async (named) => {
      const keyStore = memoryKeyStore();
      const places = ['https://pro.api.serversmtp.com', 'https://proxy.example'].flatMap((origin) =>
        ['default', 'work'].map((profile) => ({ ...slot, origin, profile })),
      );
      for (const place of places)
        await keyStore.set(place, { ...record, key: `${place.profile}.${new URL(place.origin).host}` });
      const client = { profile: 'work', baseUrl: 'https://proxy.example/api' };
      // As a program in JavaScript may, that passes on what it has not.
      const found = storedConsumer(keyStore, named as StoredConsumerOptions);
      expect((await found(client)).key).toBe('work.proxy.example');
    },
  );

  test('is looked for within the time of the call', async () => {
    const platform = { name: 'test', fetch, keyStore: memoryKeyStore(), lock: memoryLock() };
    const hanging = { ...platform.keyStore, get: () => new Promise<never>(() => {}) };
    const client = createClient(platform, { consumer: storedConsumer(hanging), timeout: 50 });
    await expect(client.fetch('/analytics')).rejects.toMatchObject({ code: 'timeout' });
  });

  const secret = 'canary-canary';
  const { secret: _, ...half } = record;
  test.each<[string, () => unknown, string]>([
    ['says what is wrong', () => Promise.reject(storageError('storage_wrong_key')), 'storage_wrong_key'],
    ['rejects with an error of its own', () => Promise.reject(new Error(secret)), 'storage_unavailable'],
    ['rejects with nothing', () => Promise.reject(), 'storage_unavailable'],
    [
      'throws',
      () => {
        throw new Error(secret);
      },
      'storage_unavailable',
    ],
    ['never answers', () => new Promise(() => {}), 'storage_timeout'],
    ['answers with a number', async () => 5, 'storage_damaged'],
    ['answers with a text', async () => secret, 'storage_damaged'],
    ['answers at once, with a list', () => [record], 'storage_damaged'],
    ['has half a record', async () => half, 'storage_damaged'],
    [
      'has a secret that no header may contain',
      async () => ({ ...record, secret: 'a\nb' }),
      'storage_damaged',
    ],
    ['has only what its record inherits', async () => Object.create(record), 'storage_damaged'],
    ['has a record of another kind', async () => ({ ...record, kind: 'session' }), 'storage_damaged'],
    ['has the record of a newer version', async () => ({ ...record, v: 2 }), 'storage_too_new'],
    ['has a record of a newer kind', async () => ({ ...record, kind: 'passkey' }), 'storage_too_new'],
    [
      'has a record that throws',
      async () => ({
        ...record,
        get secret() {
          throw new Error(secret);
        },
      }),
      'storage_unavailable',
    ],
  ])('is not read from a store that %s', async (_, get, code) => {
    vi.useFakeTimers();
    try {
      const found = storedConsumer({ ...memoryKeyStore(), get } as KeyStore)().catch((thrown) => thrown);
      await vi.advanceTimersByTimeAsync(3_000);
      const error = await found;
      expect(error).toMatchObject({ name: 'StorageError', code });
      expect(JSON.stringify(error) + error.stack + error.cause).not.toContain(secret);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is asked for with a profile and a base URL that can be', () => {
    expect(() => storedConsumer(memoryKeyStore(), { profile: '../x' })).toThrow(InvalidInputError);
    expect(() => storedConsumer(memoryKeyStore(), { baseUrl: 'http://example.com' })).toThrow(
      InvalidInputError,
    );
  });
});
