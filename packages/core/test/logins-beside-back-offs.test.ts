import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
import {
  type Client,
  createClient,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  type Slot,
} from '../src/index.ts';

// What one client notes of failed logins lies in the record of the login that another has under way. When a key is accepted those
// failures count no more, and the record must stay all the same: a login that misses it takes it that somebody logged out.

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** Two clients on one store. Of the first, two moments of a login can be met: its request, and when it has stored its session. */
function world() {
  const sandbox = createSandbox({ accounts: [ada] });
  const inner = memoryKeyStore();
  const slot = (kind: Slot['kind']): Slot => ({
    origin: 'https://pro.api.serversmtp.com',
    profile: 'default',
    kind,
  });
  const meet: {
    asking?: () => Promise<unknown>;
    stored?: () => Promise<unknown>;
    noting?: () => Promise<unknown>;
  } = {};
  const come = async (moment: keyof typeof meet): Promise<void> => {
    const work = meet[moment];
    delete meet[moment];
    await work?.();
  };
  let stored = false;
  const ofMaker: KeyStore = {
    ...inner,
    set: async (to, record, ifGen) => {
      const done = await inner.set(to, record, ifGen);
      if (to.kind === 'session') stored = done;
      return done;
    },
    get: async (from) => {
      if (from.kind === 'pending' && stored) await come('stored');
      return inner.get(from);
    },
  };
  const ofOther: KeyStore = {
    ...inner,
    get: async (from) => {
      if (from.kind === 'pending') await come('noting');
      return inner.get(from);
    },
  };
  const shared = memoryLock();
  const client = (keyStore: KeyStore, asks: boolean, lock = shared): Client =>
    createClient(
      {
        name: 'test',
        fetch: async (url, init) => {
          if (asks && String(url).endsWith('/authorize')) await come('asking');
          return sandbox.fetch(url, init);
        },
        keyStore,
        lock,
      },
      { credentials: ada, retry: false },
    );
  return {
    sandbox,
    meet,
    maker: client(ofMaker, true),
    other: client(ofOther, false),
    /** One that looks at the record while another has the lock, as where a lock was lost. */
    unlocked: client(inner, false, async (_, work) => work()),
    begin: () => {
      stored = false;
    },
    pending: () => inner.get(slot('pending')),
    logins: () => sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length,
  };
}

const statusOf = async (client: Client): Promise<number> => (await client.fetch('/analytics')).status;

test('a login goes on though another client notes the refusal that it is made for, and then is served', async () => {
  const { sandbox, meet, maker, other, begin, pending, logins } = world();
  expect(await statusOf(other)).toBe(200);
  expect(await statusOf(maker)).toBe(200);
  sandbox.keys.revokeAll();
  begin();
  const asking = Promise.withResolvers<void>();
  const removed = Promise.withResolvers<void>();
  meet.noting = async () => {
    removed.resolve(); // whoever notes a refusal has removed the session before
    await asking.promise;
  };
  const served = statusOf(other);
  await removed.promise;
  meet.asking = async () => {
    asking.resolve();
    await expect
      .poll(async () => (await pending())?.kind === 'pending' && (await pending()))
      .toMatchObject({ failures: 1 });
  };
  meet.stored = async () => expect(await served).toBe(200);
  expect(await statusOf(maker)).toBe(200);
  expect(await statusOf(other)).toBe(200);
  expect(logins()).toBe(2);
  expect(sandbox.keys.list()).toHaveLength(1);
  // Both were served, and the failure counts no more.
  expect(await statusOf(maker)).toBe(200);
  await expect.poll(pending).toBeNull();
});

test('a login that was asked for goes on though another client is told to wait, and then is served', async () => {
  const { sandbox, meet, maker, other, unlocked, begin, pending, logins } = world();
  sandbox.faults.add({ kind: 'html', status: 503, match: { operation: 'login' } });
  await expect(other.fetch('/analytics')).rejects.toMatchObject({ code: 'server_error' });
  begin();
  meet.asking = () =>
    expect(unlocked.fetch('/analytics')).rejects.toMatchObject({ retryAt: expect.any(Date) });
  meet.stored = async () => expect(await statusOf(unlocked)).toBe(200);
  expect(await maker.login(ada)).toMatchObject({ account: ada.email });
  expect(logins()).toBe(2);
  expect(sandbox.keys.list()).toHaveLength(1);
  expect(await statusOf(unlocked)).toBe(200);
  expect(await statusOf(maker)).toBe(200);
  await expect.poll(pending).toBeNull();
});
