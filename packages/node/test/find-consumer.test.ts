import { afterEach, describe, expect, test, vi } from 'vitest';
import { findConsumer, type KeyStore, memoryKeyStore, storageError } from '../src/index.ts';

const origin = 'https://pro.api.serversmtp.com';
const slot = { origin, profile: 'default', kind: 'consumer' } as const;
const saved = { key: 'saved-key', secret: 'saved-secret' };
const record = { v: 1, kind: 'consumer', gen: 'g', ...saved } as const;
const named = { key: 'named-key', secret: 'named-secret' };

afterEach(() => vi.unstubAllEnvs());

function environment(key?: string, secret?: string): void {
  vi.stubEnv('TURBOSMTP_CONSUMER_KEY', key);
  vi.stubEnv('TURBOSMTP_CONSUMER_SECRET', secret);
}

async function storeWith(
  ...slots: readonly (
    | typeof slot
    | (Omit<typeof slot, 'profile' | 'origin'> & { profile: string; origin: string })
  )[]
): Promise<KeyStore> {
  const keyStore = memoryKeyStore();
  for (const each of slots) await keyStore.set(each, record);
  return keyStore;
}

describe('findConsumer', () => {
  test('finds the pair of the environment before that of the store, which it does not ask', async () => {
    environment(named.key, named.secret);
    const keyStore: KeyStore = {
      ...memoryKeyStore(),
      get: () => Promise.reject(storageError('storage_denied')),
    };
    expect(await findConsumer({ keyStore })).toEqual(named);
  });

  test.each([
    [undefined, undefined],
    ['', ''],
    ['', undefined],
  ])('finds the saved one if the variables are %j and %j', async (key, secret) => {
    environment(key, secret);
    expect(await findConsumer({ keyStore: await storeWith(slot) })).toEqual(saved);
    expect(await findConsumer({ keyStore: memoryKeyStore() })).toBeNull();
  });

  test('finds that of the profile and the service', async () => {
    environment();
    const keyStore = await storeWith({ ...slot, profile: 'work', origin: 'https://example.com' });
    const baseUrl = 'https://example.com/v2';
    expect(await findConsumer({ keyStore, profile: 'work', baseUrl })).toEqual(saved);
    expect(await findConsumer({ keyStore, profile: 'work' })).toBeNull();
    expect(await findConsumer({ keyStore, baseUrl })).toBeNull();
  });

  test.each([
    ['only-key', undefined, 'TURBOSMTP_CONSUMER_SECRET', 'missing'],
    ['only-key', '', 'TURBOSMTP_CONSUMER_SECRET', 'missing'],
    [undefined, 'only-secret', 'TURBOSMTP_CONSUMER_KEY', 'missing'],
    ['', 'only-secret', 'TURBOSMTP_CONSUMER_KEY', 'missing'],
    ['a key', 'a-secret', 'TURBOSMTP_CONSUMER_KEY', 'not_header_safe'],
    ['a-key', 'a-secret\n', 'TURBOSMTP_CONSUMER_SECRET', 'not_header_safe'],
    ['a-key', 'x'.repeat(4097), 'TURBOSMTP_CONSUMER_SECRET', 'not_header_safe'],
  ])('refuses %j with %j, and shows neither', async (key, secret, path, code) => {
    environment(key, secret);
    const error = await findConsumer({ keyStore: await storeWith(slot) }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path, code }] });
    for (const value of [key, secret])
      if (value) expect(JSON.stringify(error) + error.stack).not.toContain(value);
  });

  test('refuses a profile and a base URL that cannot be, whatever the environment has', async () => {
    environment(named.key, named.secret);
    await expect(findConsumer({ profile: '../x' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(findConsumer({ baseUrl: 'http://example.com' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  const canary = 'canary-canary';
  const { secret: _, ...half } = record;
  test.each<[string, () => unknown, string]>([
    ['says what is wrong', () => Promise.reject(storageError('storage_wrong_key')), 'storage_wrong_key'],
    ['rejects with an error of its own', () => Promise.reject(new Error(canary)), 'storage_unavailable'],
    ['answers with a number', async () => 5, 'storage_damaged'],
    ['has half a record', async () => half, 'storage_damaged'],
    ['has a record of another kind', async () => ({ ...record, kind: 'session' }), 'storage_damaged'],
    ['has the record of a newer version', async () => ({ ...record, v: 2 }), 'storage_too_new'],
  ])('finds nothing, and says why, in a store that %s', async (_, get, code) => {
    environment();
    const keyStore = { ...memoryKeyStore(), get } as KeyStore;
    const error = await findConsumer({ keyStore }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'StorageError', code });
    expect(JSON.stringify(error) + error.stack + error.cause).not.toContain(canary);
  });
});
