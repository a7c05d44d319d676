import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { createClient } from '../src/client/create-client.ts';
import { storageError } from '../src/errors/build.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { KeyStore, Slot } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const account = { email: 'someone@example.com', password: 'Correct-Horse-9' };
const base = 'https://pro.api.serversmtp.com/api/v2';
const slot = (kind: Slot['kind']): Slot => ({ origin: new URL(base).origin, profile: 'default', kind });

/** A step of a login: before the store or the service is asked, or after it answered. */
type Step = (name: string) => Promise<void> | void;

/** A client on a sandbox where something can be made to happen at every step that a login waits for. */
function stage() {
  const sandbox = createSandbox({ accounts: [account] });
  const inner = memoryKeyStore();
  const minted: string[] = [];
  let step: Step = () => undefined;
  const stepped =
    <Args extends unknown[], T>(name: string, work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      await step(`before ${name}`);
      const result = await work(...args);
      await step(`after ${name}`);
      return result;
    };
  const keyStore: KeyStore = {
    describe: inner.describe,
    get: stepped('get', inner.get),
    set: stepped('set', inner.set),
    remove: stepped('remove', inner.remove),
  };
  const fetch = stepped('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const response = await sandbox.fetch(input, init);
    if (String(input).endsWith('/authorize') && response.ok)
      minted.push(((await response.clone().json()) as { auth: string }).auth);
    return response;
  });
  const client = createClient(
    { name: 'test', fetch, keyStore, lock: memoryLock() },
    { keyStore, clock: sandbox.clock, retry: false },
  );
  const isLive = async (key: string) =>
    (await sandbox.fetch(`${base}/analytics`, { headers: { authorization: key } })).ok;
  return {
    sandbox,
    client,
    inner,
    minted,
    onStep: (next: Step) => {
      step = next;
    },
    /** The keys that live on the service and that neither the session nor the queue of revocations holds. */
    strays: async () => {
      step = () => undefined;
      const session = await inner.get(slot('session'));
      const queue = await inner.get(slot('revocation'));
      const known = [
        ...(session?.kind === 'session' ? [session.key] : []),
        ...(queue?.kind === 'revocation' ? queue.keys : []),
      ];
      const live = await Promise.all(minted.map(isLive));
      return minted.filter((key, index) => live[index] && !known.includes(key));
    },
    pending: () => inner.get(slot('pending')),
  };
}

/** Counts the steps of a login, or of one made while signed in. */
async function stepsOf(work: (client: Client) => Promise<unknown>, signedIn: boolean): Promise<string[]> {
  const { client, onStep } = stage();
  if (signedIn) await client.login(account);
  const names: string[] = [];
  onStep((name) => void names.push(name));
  await work(client);
  return names;
}

const login = (client: Client) => client.login({ ...account, noExpire: true });

for (const signedIn of [false, true]) {
  const names = await stepsOf(login, signedIn);

  describe(`a login, ${signedIn ? 'while signed in' : 'signed out before'}`, () => {
    test('waits at every step that is disturbed below', () => {
      expect(names).toContain('before fetch');
      expect(names.filter((name) => name === 'after set').length).toBeGreaterThanOrEqual(2);
    });

    const at = names.map((name, index) => [index, name] as const);

    test.each(at)('whose step %i (%s) fails leaves no key that nobody holds', async (index) => {
      const { client, onStep, strays } = stage();
      if (signedIn) await client.login(account);
      let count = 0;
      onStep(() => {
        if (count++ === index) throw storageError('storage_full');
      });
      const outcome = await login(client).then(
        () => 'done',
        (error) => error.code,
      );
      await client.close();
      expect(['done', 'storage_full', 'outcome_unknown']).toContain(outcome);
      // A lost answer is the one way to lose a key, and it is said.
      if (outcome !== 'outcome_unknown') expect(await strays()).toEqual([]);
    });

    test.each(at)('aborted at step %i (%s) rejects with the reason and leaves nothing', async (index) => {
      const { client, onStep, strays, inner, minted, pending } = stage();
      if (signedIn) await client.login(account);
      const before = minted.length;
      const abort = new AbortController();
      let count = 0;
      onStep(() => {
        if (count++ === index) abort.abort('enough');
      });
      await expect(client.login({ ...account, noExpire: true }, { signal: abort.signal })).rejects.toBe(
        'enough',
      );
      await client.close();
      expect(await strays()).toEqual([]);
      const session = await inner.get(slot('session'));
      if (session?.kind === 'session') expect(minted.slice(before)).not.toContain(session.key);
      expect(await pending()).toBeNull();
    });

    test.each(at)('overtaken by a logout at step %i (%s) is undone', async (index) => {
      const { client, onStep, strays, inner, sandbox } = stage();
      if (signedIn) await client.login(account);
      let count = 0;
      let logout: Promise<unknown> = Promise.resolve();
      onStep(() => {
        if (count++ === index) logout = client.logout();
      });
      await expect(login(client)).rejects.toMatchObject({ name: 'SignedOutError', code: 'signed_out' });
      await logout;
      expect(await client.session()).toBeNull();
      await client.close();
      expect(await inner.get(slot('session'))).toBeNull();
      expect(await strays()).toEqual([]);
      expect(sandbox.keys.list()).toEqual([]);
    });
  });
}

describe('a store', () => {
  test('that cannot be written to costs no login', async () => {
    const { client, onStep, sandbox } = stage();
    onStep((name) => {
      if (name === 'before set') throw storageError('storage_denied');
    });
    await expect(login(client)).rejects.toMatchObject({ code: 'storage_denied' });
    expect(sandbox.requests.list()).toEqual([]);
  });

  test('that says it wrote, and did not, costs no login', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const keyStore: KeyStore = { ...memoryKeyStore(), set: async () => true };
    const client = createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
    await expect(login(client)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(sandbox.requests.list()).toEqual([]);
  });
});

test('a login while signed in stores the new key, then revokes the old', async () => {
  const { client, sandbox, minted } = stage();
  await client.login(account);
  await client.login(account);
  expect(minted).toHaveLength(2);
  expect(sandbox.keys.list()).toHaveLength(1);
  expect(await client.apiKey()).toBe(minted[1]);
});

test('a key that could not be revoked is queued, and revoked on a later use', async () => {
  const { client, sandbox, strays } = stage();
  await client.login(account);
  sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'logout' } });
  expect(await client.logout()).toEqual({ revoked: 'queued' });
  expect(sandbox.keys.list()).toHaveLength(1);
  expect(await strays()).toEqual([]);
  sandbox.clock.advance(60_000);
  await client.login(account);
  await client.close();
  expect(sandbox.keys.list()).toHaveLength(1);
});

test('session() waits for nothing, and begins to revoke what is queued; invalidate() does not', async () => {
  const { client, sandbox } = stage();
  await client.login(account);
  sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'logout' } });
  await client.logout();
  sandbox.requests.clear();
  await client.invalidate('no-such-key');
  expect(sandbox.requests.list()).toEqual([]);
  sandbox.faults.add({ kind: 'delay', latency: 5_000, match: { operation: 'logout' } });
  expect(await client.session()).toBeNull();
  await expect
    .poll(() => sandbox.requests.list())
    .toMatchObject([{ path: '/api/v2/deauthorize', status: 0 }]);
  sandbox.clock.advance(5_000);
  await expect.poll(() => sandbox.keys.list()).toEqual([]);
  await client.close();
});

test('eight clients that log in at once without a lock fail each other neither the proof nor the call', async () => {
  const sandbox = createSandbox({ accounts: [account] });
  const keyStore = memoryKeyStore();
  const platform = {
    name: 'test',
    fetch: sandbox.fetch,
    keyStore,
    lock: async <T>(_: string, work: () => Promise<T>) => work(),
  };
  const clients = Array.from({ length: 8 }, () =>
    createClient(platform, { keyStore, clock: sandbox.clock, credentials: account }),
  );
  const keys = await Promise.all(clients.map((client) => client.apiKey()));
  expect(new Set(keys).size).toBe(1);
  await Promise.all(clients.map((client) => client.close()));
  expect(sandbox.keys.list()).toHaveLength(1);
});

// A medium that sends a write again after a lost answer meets its own record, and says that it did not write.
for (const signedIn of [false, true])
  test(`a login is done if its session is stored, though the store says that it is not, ${signedIn ? 'while signed in' : 'signed out before'}`, async () => {
    const { sandbox, inner } = stage();
    const keyStore: KeyStore = {
      ...inner,
      set: async (...args) => (await inner.set(...args)) && args[0].kind !== 'session',
    };
    const open = (store: KeyStore) =>
      createClient(
        { name: 'test', fetch: sandbox.fetch, keyStore: store, lock: memoryLock() },
        { keyStore: store, clock: sandbox.clock, retry: false },
      );
    if (signedIn) await open(inner).login(account);
    const client = open(keyStore);
    expect(await login(client)).toMatchObject({ account: account.email });
    expect((await client.fetch('/analytics')).status).toBe(200);
    expect(sandbox.keys.list()).toHaveLength(1);
    expect(await client.logout()).toEqual({ revoked: 'now' });
    expect(sandbox.keys.list()).toEqual([]);
  });
