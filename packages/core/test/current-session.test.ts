import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
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
