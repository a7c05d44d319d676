import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import {
  createClient,
  InvalidInputError,
  memoryKeyStore,
  memoryLock,
  SignedOutError,
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

  test('is looked for within the time of the call, and what the store says is passed on', async () => {
    const platform = { name: 'test', fetch, keyStore: memoryKeyStore(), lock: memoryLock() };
    const hanging = { ...platform.keyStore, get: () => new Promise<never>(() => {}) };
    const client = createClient(platform, { consumer: storedConsumer(hanging), timeout: 50 });
    await expect(client.fetch('/analytics')).rejects.toMatchObject({ code: 'timeout' });
    const failing = { ...platform.keyStore, get: () => Promise.reject(storageError('storage_damaged')) };
    await expect(storedConsumer(failing)()).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  test('is asked for with a profile and a base URL that can be', () => {
    expect(() => storedConsumer(memoryKeyStore(), { profile: '../x' })).toThrow(InvalidInputError);
    expect(() => storedConsumer(memoryKeyStore(), { baseUrl: 'http://example.com' })).toThrow(
      InvalidInputError,
    );
  });
});
