import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
import { createClient } from '../src/client/create-client.ts';
import { type Clock, systemClock } from '../src/clock.ts';
import type { Lock } from '../src/locks/lock.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { KeyStore, Slot } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const account = { email: 'someone@example.com', password: 'Correct-Horse-9' };
const never = (): Promise<never> => new Promise(() => {});

/** A clock on which a sleep is over at once, and that adds up what was slept, except for the long wait for a lock. */
function quickClock(): Clock & { slept: number; asleep: number } {
  const clock = {
    slept: 0,
    asleep: 0,
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic(),
    sleep: (ms: number, signal?: AbortSignal): Promise<void> => {
      if (ms > 2000) {
        clock.asleep++;
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => {
            clock.asleep--;
            reject(signal.reason);
          }),
        );
      }
      clock.slept += ms;
      return new Promise((resolve, reject) =>
        setImmediate(() => (signal?.aborted ? reject(signal.reason) : resolve())),
      );
    },
  };
  return clock;
}

/** A store that counts how often its session is read. */
function counted(inner: KeyStore): {
  store: KeyStore;
  looks: () => number;
  fail: (error: Error | null) => void;
} {
  let looks = 0;
  let failure: Error | null = null;
  const get = async (slot: Slot) => {
    if (slot.kind === 'session') looks++;
    if (failure) throw failure;
    return inner.get(slot);
  };
  return {
    store: { ...inner, get },
    looks: () => looks,
    fail: (error) => {
      failure = error;
    },
  };
}

const start = (lock: Lock) => {
  const sandbox = createSandbox({ accounts: [account] });
  const inner = memoryKeyStore();
  const clock = quickClock();
  const { store, ...counts } = counted(inner);
  const platform = { name: 'test', fetch: sandbox.fetch, lock };
  return {
    ...counts,
    sandbox,
    clock,
    client: createClient({ ...platform, keyStore: store }, { keyStore: store, clock, credentials: account }),
    /** Another client, which needs no lock. */
    other: createClient({ ...platform, keyStore: inner, lock: memoryLock() }),
  };
};

test('who waits for the lock looks for a session, seldom, until another stores one', async () => {
  const { sandbox, clock, client, other, looks } = start(never);
  const key = client.apiKey();
  const looksIn = async (ms: number): Promise<number> => {
    const before = looks();
    for (const end = clock.slept + ms; clock.slept < end; )
      await new Promise((resolve) => setImmediate(resolve));
    return looks() - before;
  };
  // So short that no pause between two looks is ever taken for the wait for a lock.
  const [first, last] = [await looksIn(2000), await looksIn(3000)];
  expect(first).toBeGreaterThan(3);
  expect(first).toBeLessThan(17);
  expect(last).toBeGreaterThan(0);
  expect(last).toBeLessThan(15);
  await other.login(account);
  expect(await key).toBe(await other.apiKey());
  expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toHaveLength(1);

  const after = looks();
  expect(clock.asleep).toBe(0);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(looks()).toBe(after);
});

test('a store that fails meanwhile ends no wait', async () => {
  const { clock, client, other, fail, looks } = start(never);
  const key = client.apiKey();
  while (looks() < 5) await new Promise((resolve) => setImmediate(resolve));
  fail(new Error('out of order'));
  const slept = clock.slept;
  while (clock.slept < slept + 5_000) await new Promise((resolve) => setImmediate(resolve));
  fail(null);
  await other.login(account);
  expect(await key).toBe(await other.apiKey());
});

test('a session of another account is none, and a lock that is free costs no look', async () => {
  const stranger = { email: 'another@example.com', password: 'Correct-Horse-9' };
  const { sandbox, clock, client, other, looks } = start(never);
  sandbox.accounts.add(stranger);
  const abort = new AbortController();
  const key = client.apiKey({ signal: abort.signal });
  await other.login(stranger);
  const slept = clock.slept;
  while (clock.slept < slept + 5_000) await new Promise((resolve) => setImmediate(resolve));
  abort.abort(new Error('enough'));
  await expect(key).rejects.toThrow('enough');
  const after = looks();
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(looks()).toBe(after);

  const free = start(memoryLock());
  await free.client.apiKey();
  expect(free.looks()).toBe(3); // before the lock, under it, and to see that it was stored
});

test('a login that was asked for does not look: it makes a session of its own', async () => {
  const { clock, client, other, looks } = start(never);
  const abort = new AbortController();
  const login = client.login(account, { signal: abort.signal });
  await other.login(account);
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect([looks(), clock.slept]).toEqual([0, 0]);
  abort.abort(new Error('enough'));
  await expect(login).rejects.toThrow('enough');
});
