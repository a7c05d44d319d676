import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createClient,
  type ExtensionClient,
  extensionKeyStore,
  memoryKeyStore,
} from '../../../src/extension.ts';
import { freshName, raw } from '../fixtures.ts';
import { type FakeExtension, fakeExtension } from './fake-extension.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

let fake: FakeExtension;
let service: Sandbox;
beforeEach(() => {
  fake = fakeExtension();
  service = createSandbox({ accounts: [account] });
});

/** A background that starts anew on what lies there. */
const start = (name: string, options: { credentials?: typeof account } = {}): ExtensionClient =>
  createClient({ ...options, fetch: service.fetch, keyStore: extensionKeyStore({ name }) });

const onDisk = (name: string): Promise<unknown[]> => raw(name, 'records', (records) => records.getAllKeys());

describe('remember', () => {
  it('is off by default: nothing is on disk, and the session is gone with the browser', async () => {
    const name = freshName();
    await start(name).login(account);
    expect(await start(name).session()).toMatchObject({ account: account.email });
    expect(await onDisk(name)).toEqual([]);
    fake.items.clear();
    expect(await start(name).session()).toBeNull();
  });

  it('keeps the session for the next start of the browser, and its renewals too', async () => {
    const name = freshName();
    await start(name).login({ ...account, remember: true });
    fake.items.clear();
    expect(await start(name).session()).toMatchObject({ account: account.email });
    service.keys.revokeAll();
    const client = start(name, { credentials: account });
    expect((await client.fetch('/analytics')).ok).toBe(true);
    fake.items.clear();
    expect(await start(name).session()).not.toBeNull();
  });

  it('leaves no key on the service but the last, whichever way sessions moved', async () => {
    const name = freshName();
    const client = start(name);
    for (const remember of [false, true, true, false, true]) await client.login({ ...account, remember });
    expect(service.keys.list()).toHaveLength(1);
    await start(name).logout();
    expect(service.keys.list()).toHaveLength(0);
    expect([await onDisk(name), fake.items.size]).toEqual([[], 0]);
  });

  it.each([1, 2])('is forgotten if logins fail: %i at once', async (count) => {
    const name = freshName();
    const client = start(name, { credentials: account });
    await client.login(account);
    const wrong = { ...account, password: 'Wrong-Horse-9', remember: true };
    const failed = await Promise.allSettled(Array.from({ length: count }, () => client.login(wrong)));
    for (const { status } of failed) expect(status).toBe('rejected');
    service.keys.revokeAll();
    expect((await client.fetch('/analytics')).ok).toBe(true);
    expect(await onDisk(name)).toEqual([]);
  });

  it('is kept if one of several logins at once succeeds', async () => {
    const name = freshName();
    const client = start(name, { credentials: account });
    await client.login(account);
    const passwords = [account.password, 'Wrong-Horse-9', 'Wrong-Horse-8'];
    const logins = passwords.map((password) => client.login({ ...account, password, remember: true }));
    const ended = await Promise.allSettled(logins);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    service.keys.revokeAll();
    expect((await client.fetch('/analytics')).ok).toBe(true);
    expect(await onDisk(name)).toContainEqual(expect.arrayContaining(['session']));
  });

  it('keeps logins apart that ask for different things', async () => {
    const name = freshName();
    const client = start(name);
    const logins = [false, true, false].map((remember) => client.login({ ...account, remember }));
    await Promise.all(logins);
    expect(service.keys.list()).toHaveLength(1);
    const leave = new AbortController();
    const first = client.login(account);
    const second = client.login({ ...account, remember: true }, { signal: leave.signal });
    leave.abort(new Error('left'));
    await expect(second).rejects.toThrow('left');
    await first;
    expect(await onDisk(name)).toEqual([]);
  });
});

describe('a key that never expires', () => {
  it('is refused unless it is remembered', async () => {
    const client = start(freshName());
    const refused = {
      name: 'InvalidInputError',
      reason: 'needs_remember',
      issues: [{ path: 'noExpire', code: 'needs_remember' }],
    };
    await expect(client.login({ ...account, noExpire: true })).rejects.toMatchObject(refused);
    expect(service.requests.list()).toEqual([]);
    const session = await client.login({ ...account, noExpire: true, remember: true });
    expect(session.expiry.kind).toBe('never');
  });

  it('is refused as an option, since only a login can be remembered', () => {
    expect(() => createClient({ noExpire: true })).toThrow(
      expect.objectContaining({ reason: 'remember_per_login' }),
    );
    expect(() => createClient({ noExpire: true, keyStore: memoryKeyStore() })).not.toThrow();
  });
});

it('says what is wrong with what is no login', async () => {
  const client = start(freshName());
  for (const given of [null, undefined, 7, {}])
    await expect(client.login(given as never)).rejects.toMatchObject({ code: 'invalid_input' });
  for (const path of ['remember', 'noExpire'])
    await expect(client.login({ ...account, [path]: 1 } as never)).rejects.toMatchObject({
      issues: [{ path, code: 'not_a_boolean' }],
    });
});

describe("a test's client", () => {
  it('shares nothing with the store of the extension, nor with the next', async () => {
    const { fetch, clock } = service;
    for (const own of [{ fetch }, { fetch, clock }]) {
      const client = createClient(own);
      expect(await client.session()).toBeNull();
      await client.login(account);
    }
    expect(fake.items.size).toBe(0);
    expect(await createClient({ clock }).session()).toBeNull();
  });

  it('keeps its key where the extension does if it asks for more than memory', async () => {
    const options = { fetch: service.fetch, minAssurance: 'session' } as const;
    const client = createClient(options);
    await client.login(account);
    expect(await createClient(options).session()).not.toBeNull();
    await client.logout();
  });
});
