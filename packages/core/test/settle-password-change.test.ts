import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { type Client, createClient, type KeyStore, memoryKeyStore, memoryLock } from '../src/index.ts';

// To settle a change, a client logs in. That is no session: no key of it may live on, and none may be made for who has left.

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const change = { email: account.email, currentPassword: 'Older-Horse-10', newPassword: account.password };
const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'revocation' } as const;

/** How somebody leaves a call. */
const leaves: Readonly<Record<string, (client: Client, ending: AbortController) => Promise<unknown>>> = {
  'aborts it': async (_, ending) => ending.abort(),
  'aborts it and closes the client': async (client, ending) => {
    ending.abort();
    await client.close();
  },
  'closes the client': (client) => client.close(),
};

function world(change: Partial<KeyStore> = {}) {
  const sandbox = createSandbox({ accounts: [account] });
  const keyStore: KeyStore = { ...memoryKeyStore(), ...change };
  const client = createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
  const logins = (): number =>
    sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
  return { sandbox, keyStore, client, logins };
}

describe.each(Object.keys(leaves))('if somebody %s', (leave) => {
  test('while the store is asked, no password is sent', async () => {
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const { set } = memoryKeyStore();
    const { sandbox, client, logins } = world({
      set: async (...given) => {
        asked.resolve();
        await answered.promise;
        return set(...given);
      },
    });
    const ending = new AbortController();
    const call = client.settlePasswordChange(change, { signal: ending.signal });
    call.catch(() => undefined);
    await asked.promise;
    const left = leaves[leave]?.(client, ending);
    answered.resolve();
    await left;
    await expect(call).rejects.toThrow();
    await client.close();
    expect(logins()).toBe(0);
    expect(sandbox.keys.list()).toEqual([]);
  });

  test('while the service answers, the key that it makes is revoked', async () => {
    const { sandbox, client, logins } = world();
    sandbox.faults.add({ kind: 'delay', replyLatency: 100, match: { operation: 'login' } });
    sandbox.faults.add({ kind: 'delay', latency: 50, match: { operation: 'logout' } });
    const ending = new AbortController();
    const call = client.settlePasswordChange(change, { signal: ending.signal });
    call.catch(() => undefined);
    await vi.waitFor(() => expect(logins()).toBe(1));
    await leaves[leave]?.(client, ending);
    await call.catch(() => undefined);
    await client.close();
    expect(sandbox.keys.list()).toEqual([]);
  });
});

describe('no call fails, and no key is made', () => {
  test('if the queue of those to be revoked has no room', async () => {
    const { keyStore, client, logins } = world();
    const keys = Array.from({ length: 16 }, (_, index) => `key-${index}`);
    await keyStore.set(slot, { v: 1, kind: 'revocation', gen: 'g', keys });
    await expect(client.settlePasswordChange(change)).rejects.toMatchObject({
      code: 'storage_full',
      reason: 'revocation_queue_full',
    });
    expect(logins()).toBe(0);
  });

  test.each([
    ['says that it wrote, and did not', true],
    ['does not write', false],
  ])('if the store %s', async (_, answer) => {
    const { client, logins } = world({ set: async () => answer });
    await expect(client.settlePasswordChange(change)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(logins()).toBe(0);
  });

  test('for want of a turn: many clients that settle at once can', async () => {
    const { keyStore, sandbox } = world();
    const lock = memoryLock();
    const settle = (): Promise<unknown> =>
      createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock }).settlePasswordChange(change);
    const outcomes = await Promise.all(Array.from({ length: 12 }, settle));
    expect(new Set(outcomes)).toEqual(new Set(['changed']));
    expect(await keyStore.get(slot)).toBeNull();
  });

  test('twice, if another client writes in between', async () => {
    const memory = memoryKeyStore();
    let writes = 0;
    const { client, sandbox } = world({
      ...memory,
      set: async (at, record, ifGen) => (writes++ === 0 ? false : memory.set(at, record, ifGen)),
    });
    expect(await client.settlePasswordChange(change)).toBe('changed');
    expect(sandbox.keys.list()).toEqual([]);
  });
});
