import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import {
  type ClientOptions,
  createClient,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  systemClock,
} from '../src/index.ts';

// A store may lose a session while a client has its key in memory. However that client lets go of it, the key is revoked at last.

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' } as const;

interface Scene {
  readonly sandbox: Sandbox;
  readonly keyStore: KeyStore;
  open(options?: ClientOptions): ReturnType<typeof createClient>;
}

function scene(): Scene {
  const sandbox = createSandbox({ accounts: [account], switches: { sendDate: false } });
  const keyStore = memoryKeyStore();
  const parts = { fetch: sandbox.fetch, keyStore, lock: memoryLock() };
  // Also as options: a client with a clock of its own would have a store of its own.
  return {
    sandbox,
    keyStore,
    open: (options) => createClient({ name: 'test', ...parts }, { ...parts, ...options }),
  };
}

/** How a client comes to let go of a key that the store lost: what is left to do is to log out. */
const ways: Readonly<Record<string, (scene: Scene) => Promise<ReturnType<typeof createClient>>>> = {
  'it learns late whose sessions count': async ({ keyStore, open }) => {
    await open().login({ ...account, noExpire: true });
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const client = open({
      credentials: async () => {
        asked.resolve();
        await answered.promise;
        return account;
      },
    });
    const call = client.fetch('/analytics');
    await asked.promise;
    await keyStore.remove(slot);
    answered.resolve();
    await call;
    return client;
  },
  'the key is called refused after another client logged in': async ({ keyStore, open, sandbox }) => {
    const client = open();
    await client.login({ ...account, noExpire: true });
    await keyStore.remove(slot);
    await open().login(account);
    const refusal = { status: 401, json: { message: 'invalid_authorization_key' } } as const;
    sandbox.faults.add({ kind: 'reply', ...refusal, match: { operation: 'resource' } });
    await client.fetch('/analytics');
    return client;
  },
  'the key is called refused': async ({ keyStore, open, sandbox }) => {
    const client = open();
    await client.login({ ...account, noExpire: true });
    await keyStore.remove(slot);
    const refusal = { status: 401, json: { message: 'invalid_authorization_key' } } as const;
    sandbox.faults.add({ kind: 'reply', ...refusal, match: { operation: 'resource' } });
    await client.fetch('/analytics');
    return client;
  },
  'many calls find an expired session instead': async ({ keyStore, open }) => {
    let passed = 0;
    const client = open({
      clock: { ...systemClock, now: () => Date.now() + passed, monotonic: () => performance.now() + passed },
    });
    await client.login({ ...account, noExpire: true });
    await keyStore.remove(slot);
    await open().login(account);
    await client.session();
    passed = 119 * 60_000;
    for (let call = 0; call < 20; call++) await client.fetch('/analytics').catch(() => undefined);
    return client;
  },
  'a wrong clock calls the key expired': async ({ keyStore, open }) => {
    await open().login(account);
    let passed = 110 * 60_000; // nine minutes seem left
    const client = open({
      credentials: account,
      clock: { ...systemClock, now: () => Date.now() + passed, monotonic: () => performance.now() + passed },
    });
    await client.fetch('/analytics');
    await keyStore.remove(slot);
    passed += 10 * 60_000;
    await client.fetch('/analytics');
    return client;
  },
};

describe('a key that the store lost', () => {
  it.each(Object.keys(ways))('is revoked at last, where %s', async (way) => {
    const all = scene();
    const client = await ways[way]?.(all);
    await client?.logout();
    await all.open().logout();
    expect(all.sandbox.keys.list()).toEqual([]);
  });
});

describe('settling a change of password', () => {
  const input = { email: account.email, currentPassword: account.password, newPassword: 'Better-Horse-10' };

  it('makes no key where the store cannot be written', async () => {
    const { sandbox, keyStore } = scene();
    const full: KeyStore = {
      ...keyStore,
      set: async () => {
        throw new Error('ENOSPC');
      },
    };
    const client = createClient({ name: 'test', fetch: sandbox.fetch, keyStore: full, lock: memoryLock() });
    await expect(client.settlePasswordChange(input)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(sandbox.requests.list()).toEqual([]);
  });

  it('leaves nothing in the store', async () => {
    const { keyStore, open } = scene();
    expect(await open().settlePasswordChange(input)).toBe('unchanged');
    for (const kind of ['session', 'pending', 'revocation'] as const)
      expect(await keyStore.get({ ...slot, kind })).toBeNull();
  });

  it('answers in time while the service does not revoke what it minted', async () => {
    const { open, sandbox } = scene();
    sandbox.faults.add({ kind: 'stalled', times: 'always', match: { operation: 'logout' } });
    const client = open({ timeout: 3_000 });
    expect(
      await client.settlePasswordChange({
        ...input,
        newPassword: account.password,
        currentPassword: 'Old-Horse-12',
      }),
    ).toBe('changed');
    sandbox.faults.clear();
    await client.logout();
    expect(sandbox.keys.list()).toEqual([]);
  });
});
