import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { type Client, createClient, type KeyStore, memoryKeyStore, memoryLock } from '../src/index.ts';

// A call that began before a logout makes no login after it, also if somebody has logged in again meanwhile.

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const bob = { email: 'bob@example.com', password: 'Correct-Horse-8' };

/** A client with credentials, whose next read of the session waits until it is let go. */
function world(unattended = true) {
  const sandbox = createSandbox({ accounts: [ada, bob] });
  const keyStore = memoryKeyStore();
  let next: { readonly reached: () => void; readonly wait: Promise<void> } | undefined;
  let letGo = (): void => undefined;
  const slow: KeyStore = {
    ...keyStore,
    get: async (slot) => {
      const here = slot.kind === 'session' ? next : undefined;
      if (here) next = undefined;
      here?.reached();
      await here?.wait;
      return keyStore.get(slot);
    },
  };
  const lock = memoryLock();
  const open = (store: KeyStore, credentials?: typeof ada): Client =>
    createClient(
      { name: 'test', fetch: sandbox.fetch, keyStore: store, lock },
      { keyStore: store, ...(credentials && { credentials }) },
    );
  return {
    sandbox,
    client: open(slow, unattended ? ada : undefined),
    other: open(keyStore),
    /** Resolves when that read has begun. */
    delay: () =>
      new Promise<void>((reached) => {
        const wait = new Promise<void>((resolve) => {
          letGo = resolve;
        });
        next = { reached, wait };
      }),
    letGo: () => letGo(),
  };
}
type World = ReturnType<typeof world>;

const calls: readonly [string, (client: Client) => Promise<unknown>][] = [
  ['fetch', (client) => client.fetch('/analytics')],
  ['apiKey', (client) => client.apiKey()],
  [
    'changePassword',
    (client) => client.changePassword({ currentPassword: ada.password, newPassword: 'Newer-Horse-10' }),
  ],
  ['verifyResetToken', (client) => client.verifyResetToken({ token: 'token' })],
  ['listConsumerKeys', (client) => client.listConsumerKeys()],
];

const meanwhile: readonly [string, (world: World) => Promise<unknown>][] = [
  ['nothing else happens', async () => undefined],
  ['the same account logs in', ({ client }) => client.login(ada)],
  ['another account logs in', ({ client }) => client.login(bob)],
  [
    'the same account logs in, and another client logs out',
    async ({ client, other }) => {
      await client.login(ada);
      await other.logout();
    },
  ],
  [
    'another account logs in, and another client logs out',
    async ({ client, other }) => {
      await client.login(bob);
      await other.logout();
    },
  ],
];

describe.each(calls)('%s that began before a logout', (_, call) => {
  test.each(meanwhile)('makes no login after it, if %s', async (_, happen) => {
    const all = world();
    const { sandbox, client, delay, letGo } = all;
    const reached = delay();
    const code = call(client).then(
      () => 'done',
      (error) => error.code,
    );
    await reached;
    await client.logout();
    await happen(all);
    const logins = (): number =>
      sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
    const before = logins();
    letGo();
    expect(['signed_out', 'done']).toContain(await code);
    expect(logins()).toBe(before);
  });
});

/** Calls whose request is read for a while, before the client looks for a key. */
const slow: readonly [string, (body: ReadableStream<Uint8Array>) => Request][] = [
  [
    'a request whose body is slow',
    (body) =>
      new Request('https://pro.api.serversmtp.com/api/v2/analytics', {
        method: 'POST',
        body,
        duplex: 'half',
      } as RequestInit),
  ],
];

const changes: readonly [string, (client: Client) => Promise<unknown>][] = [
  ['a logout', (client) => client.logout()],
  ['a logout and a login', (client) => client.logout().then(() => client.login(ada))],
  ['a logout and the login of another account', (client) => client.logout().then(() => client.login(bob))],
  ['the login of another account', (client) => client.login(bob)],
];

describe.each(slow)('%s', (_, request) => {
  describe.each([
    ['without credentials', undefined],
    ['with credentials', ada],
  ])('%s', (_, credentials) => {
    test.each(changes)('is not sent after %s', async (_, change) => {
      const sandbox = createSandbox({ accounts: [ada, bob] });
      const keyStore = memoryKeyStore();
      const client = createClient(
        { name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() },
        { keyStore, ...(credentials && { credentials }) },
      );
      await client.login(ada);
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const code = client.fetch(request(readable)).then(
        ({ status }) => status,
        (error) => error.code,
      );
      await change(client);
      const writer = writable.getWriter();
      await writer.write(new TextEncoder().encode('{}'));
      await writer.close();
      expect(await code).toBe('signed_out');
      expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/analytics'))).toEqual([]);
    });
  });
});

test.each([
  ['its key was called refused', async (client: Client) => client.invalidate(await client.apiKey())],
  [
    'another client logged out',
    async (client: Client, other: Client) => {
      await other.logout();
      await client.session();
    },
  ],
])('a slow request is not sent after the login of another account, though %s before', async (_, before) => {
  const sandbox = createSandbox({ accounts: [ada, bob] });
  const keyStore = memoryKeyStore();
  const open = (): Client =>
    createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
  const client = open();
  await client.login(ada);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const [[, request] = []] = slow;
  const call = client.fetch(request?.(readable) ?? '').catch(({ code }) => code);
  await before(client, open());
  await client.login(bob);
  await writable.close();
  expect(await call).toBe('signed_out');
});

test('a call whose client still reads who is signed in is not sent after the login of another account', async () => {
  const { sandbox, client: slowOne, other, delay, letGo } = world(false);
  await other.login(ada);
  const reached = delay();
  const call = slowOne.fetch('/analytics').catch(({ code }) => code);
  await reached;
  await slowOne.login(bob);
  letGo();
  expect(await call).toBe('signed_out');
  expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/analytics'))).toEqual([]);
});

test.each(changes)('mail that goes with a consumer pair is sent across %s', async (_, change) => {
  const sandbox = createSandbox({ accounts: [ada, bob] });
  const pair = { key: 'a-key', secret: 'a-secret' };
  sandbox.consumers.add({ account: ada.email, label: 'mail', permissions: ['SEND_API'], ...pair });
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const client = createClient(
    { name: 'test', fetch: sandbox.fetch, keyStore: memoryKeyStore(), lock: memoryLock() },
    {
      credentials: ada,
      consumer: async () => {
        asked.resolve();
        await answered.promise;
        return pair;
      },
    },
  );
  await client.login(ada);
  const mail = client.fetch('/mail/send', { method: 'POST', body: '{}' });
  await asked.promise;
  await change(client);
  answered.resolve();
  await mail;
  expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/mail/send'))).toHaveLength(1);
});

test('a logout beside one whose store hangs revokes the key all the same', async () => {
  const sandbox = createSandbox({ accounts: [ada] });
  const keyStore = memoryKeyStore();
  let hangs = false;
  const hanging: KeyStore = {
    ...keyStore,
    get: async (at) => {
      if (hangs && at.kind === 'pending') {
        hangs = false;
        await new Promise(() => undefined);
      }
      return keyStore.get(at);
    },
  };
  const client = createClient({ name: 'test', fetch: sandbox.fetch, keyStore: hanging, lock: memoryLock() });
  await client.login(ada);
  hangs = true;
  const first = client.logout().catch(() => undefined);
  expect(await client.logout({ timeout: 2_000 })).toEqual({ revoked: 'now' });
  expect(sandbox.keys.list()).toEqual([]);
  await first;
});

describe.each(changes)('a call whose key was refused is not made again after %s', (_, change) => {
  test.each([
    ['came while the refusal was on its way', 'answer'],
    ['came while the client still looked into its store', 'store'],
  ])('that %s', async (_, during) => {
    const { sandbox, client: slowOne, delay, letGo } = world();
    await slowOne.login(ada);
    const refusal = { status: 401, json: { message: 'invalid_authorization_key' } } as const;
    const match = { operation: 'resource' } as const;
    sandbox.faults.add({
      kind: 'reply',
      ...refusal,
      ...(during === 'answer' && { replyLatency: 50 }),
      match,
    });
    const reached = during === 'store' ? delay() : undefined;
    const code = slowOne.fetch('/subaccounts/1', { method: 'DELETE' }).then(
      ({ status }) => status,
      (error) => error.code,
    );
    const sent = (): number =>
      sandbox.requests.list().filter(({ path }) => path.endsWith('/subaccounts/1')).length;
    await (reached ?? vi.waitFor(() => expect(sent()).toBe(1)));
    const changed = change(slowOne);
    if (reached) letGo();
    await changed;
    expect([401, 'signed_out', 'account_mismatch']).toContain(await code);
    expect(sent()).toBe(1);
  });
});
