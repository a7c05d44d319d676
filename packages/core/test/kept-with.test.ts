import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
import { type ClientOptions, createClient, type Lock, memoryKeyStore, memoryLock } from '../src/index.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** Logs in, and says which parts of the platform were used for it. */
async function use(
  choose: (fetch: typeof globalThis.fetch, lock: Lock) => ClientOptions,
): Promise<{ stored: boolean; locked: boolean }> {
  const { fetch } = createSandbox({ accounts: [account] });
  const keyStore = memoryKeyStore();
  const used = { stored: false, locked: false };
  const inner = memoryLock();
  const lock: Lock = (...given) => {
    used.locked = true;
    return inner(...given);
  };
  const store = {
    ...keyStore,
    describe: async () => ({ ...(await keyStore.describe()), assurance: 'encrypted' as const }),
    set: (...given: Parameters<typeof keyStore.set>) => {
      used.stored = true;
      return keyStore.set(...given);
    },
  };
  const client = createClient({ name: 'test', fetch, keyStore: store, lock }, choose(fetch, lock));
  await client.login(account);
  await client.close();
  return used;
}

test('a client with neither a fetch nor a clock of its own uses the store and the lock of the platform', async () => {
  expect(await use(() => ({}))).toEqual({ stored: true, locked: true });
});

test('one with a fetch of its own uses neither', async () => {
  expect(await use((fetch) => ({ fetch }))).toEqual({ stored: false, locked: false });
});

test('it uses a lock that it is given', async () => {
  expect(await use((fetch, lock) => ({ fetch, lock }))).toEqual({ stored: false, locked: true });
});

test('it uses a store that it is given, and then the lock of the platform', async () => {
  const keyStore = memoryKeyStore();
  expect(await use((fetch) => ({ fetch, keyStore }))).toEqual({ stored: false, locked: true });
});

test('if it asks for more assurance than memory has, it uses the store and the lock of the platform', async () => {
  expect(await use((fetch) => ({ fetch, minAssurance: 'encrypted' }))).toEqual({
    stored: true,
    locked: true,
  });
});
