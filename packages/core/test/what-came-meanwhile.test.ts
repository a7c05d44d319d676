import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it, vi } from 'vitest';
import {
  type ClientOptions,
  createClient,
  type KeyStore,
  memoryKeyStore,
  memoryLock,
  type Slot,
  systemClock,
} from '../src/index.ts';

// What is slow (credentials, a store, another client) may answer after somebody logged in or out. The later one counts.

const ada = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const bob = { email: 'bob@example.test', password: 'Better-Horse-10' };
const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' } as const;

function scene() {
  const sandbox = createSandbox({ accounts: [ada, bob] });
  const keyStore = memoryKeyStore();
  const lock = memoryLock();
  const open = (options: ClientOptions = {}, store: KeyStore = keyStore) => {
    const parts = { fetch: sandbox.fetch, keyStore: store, lock };
    // Also as options: a client with a clock of its own would have a store of its own.
    return createClient({ name: 'test', ...parts }, { ...parts, ...options });
  };
  return { sandbox, keyStore, open };
}

/** Credentials that wait for `answer()`; `asked` resolves as soon as the client asks for them. */
function slowCredentials(account: typeof ada) {
  const asked = Promise.withResolvers<void>();
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  const credentials = async () => {
    asked.resolve();
    await promise;
    return account;
  };
  return { credentials, asked: asked.promise, answer };
}

const loginsOf = ({ requests }: Sandbox): number =>
  requests.list().filter(({ path }) => path.endsWith('/authorize')).length;

const outcome = async (call: Promise<{ readonly status: number }>): Promise<unknown> =>
  call.then(
    ({ status }) => status,
    (error) => error.code,
  );

describe('credentials that answer after a login by hand', () => {
  it('do not sign its account out', async () => {
    const { open } = scene();
    await open().login(ada);
    const { credentials, asked, answer } = slowCredentials(ada);
    const client = open({ credentials });
    const first = client.session();
    await asked;
    await client.login(bob);
    answer();
    await first;
    expect((await client.session())?.account).toBe(bob.email);
    expect((await client.fetch('/analytics')).status).toBe(200);
  });

  it.each([
    ['the same account', ada, false],
    ['the same account after a logout', ada, true],
    ['another account', bob, false],
    ['another account after a logout', bob, true],
  ])('are not what later calls wait for: %s', async (_, account, out) => {
    const { open } = scene();
    const { credentials, asked, answer } = slowCredentials(ada);
    const client = open({ credentials });
    const first = outcome(client.fetch('/analytics'));
    await asked;
    if (out) await client.logout();
    await client.login(account);
    expect((await client.fetch('/analytics')).status).toBe(200);
    answer();
    await first;
    expect((await client.session())?.account).toBe(account.email);
  });
});

describe('clients on a machine whose clock is wrong', () => {
  const skewed = (hours: number) => ({ ...systemClock, now: () => Date.now() + hours * 60 * 60_000 });

  it.each([-26, -3, 0, 3, 26])('make one login between them: %i hours', async (hours) => {
    const { open, sandbox } = scene();
    const clock = skewed(hours);
    const fleet = Array.from({ length: 5 }, () => open({ credentials: ada, clock }));
    expect(await Promise.all(fleet.map((client) => outcome(client.fetch('/analytics'))))).toEqual(
      fleet.map(() => 200),
    );
    expect(loginsOf(sandbox)).toBe(1);
  });

  it.each([-26, -3, 0, 3, 26])('replace no session of another account: %i hours', async (hours) => {
    const { open, sandbox } = scene();
    const clock = skewed(hours);
    const { credentials, asked, answer } = slowCredentials(ada);
    const unattended = outcome(open({ credentials, clock }).fetch('/analytics'));
    await asked;
    await open({ clock }).login(bob);
    answer();
    expect(await unattended).toBe('account_mismatch');
    expect(sandbox.keys.list().map(({ account }) => account)).toEqual([bob.email]);
  });
});

describe('a logout', () => {
  it('signs out at once, while its store is still asked', async () => {
    const { open, keyStore } = scene();
    const slow: KeyStore = {
      ...keyStore,
      get: async (at) => {
        await new Promise((resolve) => setTimeout(resolve, at.kind === 'session' ? 5 : 40));
        return keyStore.get(at);
      },
    };
    for (const client of [open({}, slow), open({}, slow)]) {
      await open().login(ada);
      await client.session();
      const leaving = client.logout();
      expect(await client.session()).toBeNull();
      await expect(client.apiKey()).rejects.toMatchObject({ code: 'signed_out' });
      expect(await outcome(client.fetch('/analytics'))).toBe('signed_out');
      await leaving;
    }
  });

  it('stays one after another key was called refused, where the session could not be removed', async () => {
    const { open, keyStore, sandbox } = scene();
    let broken = false;
    const client = open(
      {},
      {
        ...keyStore,
        remove: async (at, gen) => {
          if (broken && at.kind === 'session') throw new Error('EROFS');
          return keyStore.remove(at, gen);
        },
      },
    );
    await client.login(ada);
    broken = true;
    sandbox.faults.add({ kind: 'drop', when: 'connect', times: 'always', match: { operation: 'logout' } });
    await expect(client.logout()).rejects.toMatchObject({ code: 'storage_unavailable' });
    await client.invalidate('an-older-key');
    expect(await client.session()).toBeNull();
  });

  it('of another client is heard of while a read is under way', async () => {
    const { open, keyStore, sandbox } = scene();
    const listeners = new Set<(at: Slot) => void>();
    let slow: Promise<void> | undefined;
    const reporting: KeyStore = {
      ...keyStore,
      get: async (at) => {
        const found = await keyStore.get(at);
        if (at.kind === 'session') await slow;
        return found;
      },
      watch: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const client = open({}, reporting);
    await client.login(ada);
    const changes: unknown[] = [];
    client.on('change', (session) => changes.push(session));
    const { promise, resolve } = Promise.withResolvers<void>();
    slow = promise;
    const read = client.session();
    await open().logout();
    for (const listener of listeners)
      listener({ origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' });
    slow = undefined;
    resolve();
    await read;
    await expect.poll(() => changes).toEqual([null]);
    const before = sandbox.requests.list().length;
    expect(await outcome(client.fetch('/analytics'))).toBe('signed_out');
    expect(sandbox.requests.list()).toHaveLength(before);
  });
});

describe('a session that a renewal finds late', () => {
  it('does not take the place of a login that was made meanwhile', async () => {
    const { sandbox, keyStore, open } = scene();
    const found = Promise.withResolvers<void>();
    const told = Promise.withResolvers<void>();
    let isFirst = true;
    const late: KeyStore = {
      ...keyStore,
      get: async (slot) => {
        const record = await keyStore.get(slot);
        // While the login waits for its answer, only the renewal looks, which waits for the lock.
        if (slot.kind === 'session' && isFirst && loginsOf(sandbox) === 2) {
          isFirst = false;
          found.resolve();
          await told.promise;
        }
        return record;
      },
    };
    sandbox.faults.add({ kind: 'delay', latency: 300, match: { operation: 'logout' } });
    sandbox.faults.add({ kind: 'delay', replyLatency: 300, match: { operation: 'login' }, times: 'always' });
    const client = open({ credentials: ada }, late);
    const other = open().login(ada); // it holds the lock
    await vi.waitFor(() => expect(loginsOf(sandbox)).toBe(1));
    const login = client.login(bob);
    const call = client.apiKey();
    await other;
    await found.promise;
    // It has its key, and still revokes the one before.
    await vi.waitFor(async () => expect(await keyStore.get(slot)).toMatchObject({ account: bob.email }));
    told.resolve();
    await login;
    await call.catch(() => undefined);
    expect(await keyStore.get(slot)).toMatchObject({ key: await client.apiKey() });
    expect((await client.session())?.account).toBe(bob.email);
    expect(await outcome(client.fetch('/analytics'))).toBe(200);
    expect(sandbox.keys.list().map((key) => key.account)).toEqual([bob.email]);
  });
});

describe('the end of a block that a login was made for', () => {
  it('logs no account out if the store cannot say who is signed in', async () => {
    const { sandbox, keyStore, open } = scene();
    let fails = false;
    const blind: KeyStore = {
      ...keyStore,
      get: async (slot) => {
        if (!fails) return keyStore.get(slot);
        fails = false;
        throw new Error('it cannot be read for a moment');
      },
    };
    const session = await open({}, blind).login(ada);
    await open().login(bob);
    fails = true;
    await expect(session[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(sandbox.keys.list().map((key) => key.account)).toEqual([bob.email]);
  });

  it('leaves a later login of another client alone', async () => {
    const { open } = scene();
    const other = open();
    const session = await open().login(ada);
    await other.login(bob);
    await session[Symbol.asyncDispose]();
    expect((await other.fetch('/analytics')).status).toBe(200);
  });

  it('logs out, also if another client of the same account renewed the session', async () => {
    const { open, sandbox } = scene();
    const session = await open().login(ada);
    sandbox.keys.revokeAll();
    expect(await outcome(open({ credentials: ada }).fetch('/analytics'))).toBe(200);
    await session[Symbol.asyncDispose]();
    expect(sandbox.keys.list()).toEqual([]);
  });
});

describe('a limit on logins', () => {
  it.each(['3000', '3600', '86400'])('holds back programs that start later: %s seconds', async (after) => {
    const { open, sandbox } = scene();
    const headers = { 'retry-after': after };
    sandbox.faults.add({
      kind: 'reply',
      status: 429,
      headers,
      times: 'always',
      match: { operation: 'login' },
    });
    for (let program = 0; program < 20; program++) {
      // The service's `Date` is cut to the second: each learns another offset.
      sandbox.clock.advance(90);
      expect(await outcome(open({ credentials: ada }).fetch('/analytics'))).toBe('rate_limited');
    }
    expect(loginsOf(sandbox)).toBe(1);
  });
});

describe('a client with a consumer pair alone', () => {
  it('uses no key of the account that is signed in', async () => {
    const { open, sandbox } = scene();
    await open().login(ada);
    const client = open({ consumer: { key: 'consumer-key', secret: 'consumer-secret' } });
    await client.requestPasswordReset({ email: ada.email });
    const token = String(sandbox.outbox.list()[0]?.token);
    sandbox.requests.clear();
    sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'resetPassword' } });
    await expect(client.resetPassword({ token, newPassword: 'Newer-Horse-11' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.requests.list()).toHaveLength(1);
  });
});
