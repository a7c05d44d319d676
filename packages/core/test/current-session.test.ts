import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { createClient } from '../src/client/create-client.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { KeyStore, Slot } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const account = { email: 'someone@example.com', password: 'Correct-Horse-9' };

/** Two views of one store, as two tabs have: each is told of what the other writes. */
function tabs(): [KeyStore, KeyStore] {
  const store = memoryKeyStore();
  const listeners: ((slot: Slot) => void)[][] = [[], []];
  const view = (own: number): KeyStore => {
    const tell = (slot: Slot): void => {
      for (const listener of listeners[1 - own] ?? []) listener(slot);
    };
    return {
      ...store,
      set: async (slot, record, ifGen) => {
        const done = await store.set(slot, record, ifGen);
        if (done) tell(slot);
        return done;
      },
      remove: async (slot, ifGen) => {
        const done = await store.remove(slot, ifGen);
        if (done) tell(slot);
        return done;
      },
      watch: (listener) => {
        listeners[own]?.push(listener);
        return () => listeners[own]?.splice(listeners[own].indexOf(listener), 1);
      },
    };
  };
  return [view(0), view(1)];
}

test('a client that only listens hears of another tab’s login and logout, until it is closed', async () => {
  const sandbox = createSandbox({ accounts: [account] });
  const lock = memoryLock();
  const [here, there] = tabs().map((keyStore) =>
    createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock }, { keyStore, clock: sandbox.clock }),
  ) as [ReturnType<typeof createClient>, ReturnType<typeof createClient>]; // two views, two clients
  const heard: (string | undefined)[] = [];
  here.on('change', (session) => heard.push(session?.account));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

  await there.login(account);
  await settle();
  expect(heard).toEqual([account.email]);
  expect((await here.session())?.account).toBe(account.email);

  await there.logout();
  await settle();
  expect(heard).toEqual([account.email, undefined]);
  expect(await here.session()).toBeNull();

  await here.close();
  await there.login(account);
  await settle();
  expect(heard).toHaveLength(2);
});

/** A client whose next read of the session is answered late, with what was stored when it was asked. */
function slowReader() {
  const sandbox = createSandbox({ accounts: [account] });
  const keyStore = memoryKeyStore();
  let wait: Promise<void> | undefined;
  const slow: KeyStore = {
    ...keyStore,
    get: async (slot) => {
      const late = slot.kind === 'session' ? wait : undefined;
      if (late) wait = undefined;
      const record = await keyStore.get(slot);
      await late;
      return record;
    },
  };
  const platform = { name: 'test', fetch: sandbox.fetch, keyStore: slow, lock: memoryLock() };
  const client = createClient(platform, { keyStore: slow, clock: sandbox.clock });
  return {
    sandbox,
    client,
    /** Delays the next read, and answers what lets it go on. */
    delay: () => {
      let letGo = (): void => undefined;
      wait = new Promise((resolve) => {
        letGo = resolve;
      });
      return () => letGo();
    },
  };
}

test('a store that reports a change as soon as it is watched is watched once', async () => {
  const sandbox = createSandbox({ accounts: [account] });
  let watches = 0;
  const keyStore: KeyStore = {
    ...memoryKeyStore(),
    watch: (listener) => {
      watches++;
      listener({ origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' });
      return () => undefined;
    },
  };
  const platform = { name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() };
  const client = createClient(platform, { keyStore, clock: sandbox.clock, credentials: account });
  client.on('change', () => undefined);
  expect((await client.fetch('/analytics')).status).toBe(200);
  expect(watches).toBe(1);
  await client.close();
});

describe('a slow read of the store tells nothing about the session', () => {
  const meanwhile: readonly [string, (client: Client) => Promise<unknown>][] = [
    ['a logout', (client) => client.logout()],
    [
      'a login and a logout',
      async (client) => {
        await client.login(account);
        await client.logout();
      },
    ],
    [
      'two logins and a logout',
      async (client) => {
        await client.login(account);
        await client.login(account);
        await client.logout();
      },
    ],
    [
      'a login whose key is refused',
      async (client) => {
        await client.login(account);
        await client.invalidate(await client.apiKey());
      },
    ],
  ];

  test.each(meanwhile)('after %s', async (_, happen) => {
    const { sandbox, client, delay } = slowReader();
    await client.login(account);
    const letGo = delay();
    const late = client.session();
    await happen(client);
    letGo();
    expect(await late).toBeNull();
    sandbox.requests.clear();
    await expect(client.fetch('/analytics')).rejects.toMatchObject({ code: 'signed_out' });
    await expect(client.apiKey()).rejects.toMatchObject({ code: 'signed_out' });
    const sent = sandbox.requests.list().map(({ path }) => path);
    expect(sent.filter((path) => !path.endsWith('/deauthorize'))).toEqual([]); // what is queued is revoked
  });

  test('after a login, whose key is used', async () => {
    const { client, delay } = slowReader();
    await client.login(account);
    const before = await client.apiKey();
    const letGo = delay();
    const late = client.session();
    const { mintedAt } = await client.login(account);
    letGo();
    expect(await late).toMatchObject({ mintedAt });
    expect(await client.apiKey()).not.toBe(before);
    expect((await client.fetch('/analytics')).status).toBe(200);
  });
});
