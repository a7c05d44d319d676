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

const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default' } as const;

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
    const sent = service.requests.list().filter(({ path }) => path.endsWith('/authorize'));
    expect(sent).toHaveLength(2); // the first and the last are one
    const leave = new AbortController();
    const first = client.login(account);
    const second = client.login({ ...account, remember: true }, { signal: leave.signal });
    leave.abort(new Error('left'));
    await expect(second).rejects.toThrow('left');
    await first;
    expect(await onDisk(name)).toEqual([]);
  });
});

describe('a login beside one that asks for something else', () => {
  /** A client whose first login is answered when told to. */
  const busy = () => {
    const answered = Promise.withResolvers<void>();
    const client = createClient({
      fetch: async (...request) => {
        await answered.promise;
        return service.fetch(...request);
      },
      keyStore: extensionKeyStore({ name: freshName() }),
    });
    return { client, first: client.login({ ...account, remember: true }), answer: answered.resolve };
  };

  it('takes no longer than it may', async () => {
    const { client, first, answer } = busy();
    const begun = performance.now();
    await expect(client.login(account, { timeout: 300 })).rejects.toMatchObject({ operation: 'login' });
    expect(performance.now() - begun).toBeLessThan(2_000);
    answer();
    await first;
    await client.close();
    expect(service.keys.list()).toHaveLength(1);
  });

  it('says what is wrong with its options', async () => {
    const { client, first, answer } = busy();
    for (const options of [{ signal: 5 }, { timeout: 0 }, { timeout: Number.NaN }, null, 7])
      await expect(client.login(account, options as never)).rejects.toMatchObject({
        code: 'invalid_input',
        operation: 'login',
      });
    answer();
    await first;
  });
});

describe('the key of a login whose caller left', () => {
  const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'revocation' } as const;

  /** A login that is left when its key is made and the answer is on its way. No key can be revoked for now. */
  const leave = async (remember: boolean) => {
    const name = freshName();
    const made = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const client = createClient({
      fetch: async (...request) => {
        if (String(request[0]).endsWith('/deauthorize')) throw new TypeError('Failed to fetch');
        const response = await service.fetch(...request);
        made.resolve();
        await answered.promise;
        return response;
      },
      keyStore: extensionKeyStore({ name }),
    });
    const caller = new AbortController();
    const left = client.login({ ...account, remember, noExpire: remember }, { signal: caller.signal });
    await made.promise;
    caller.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    return {
      name,
      client,
      /** The end of the login, of what came after, and of the browser. Answers with the keys that wait on disk to be revoked. */
      end: async (next: Promise<unknown>): Promise<readonly string[]> => {
        await new Promise((resolve) => setTimeout(resolve, 500)); // what came after is under way
        answered.resolve();
        await next;
        await client.close();
        fake.items.clear();
        const queue = await extensionKeyStore({ name }).get(slot);
        return queue?.kind === 'revocation' ? queue.keys : [];
      },
    };
  };

  it.each([
    ['nothing else', async () => undefined],
    ['a logout', (client: ExtensionClient) => client.logout()],
    ['a login that asks for nothing', (client: ExtensionClient) => client.login(account)],
  ])('is on disk until it is revoked if the login asked to be remembered: then %s', async (_, next) => {
    const { name, client, end } = await leave(true);
    expect(await end(next(client))).toHaveLength(1);
    await start(name).logout();
    expect(service.keys.list().filter(({ expiresAt }) => expiresAt === null)).toEqual([]);
  });

  it.each([
    ['nothing else', async () => undefined],
    ['a logout', async (client: ExtensionClient) => void (await client.logout())],
    ['a login that asks for it', (client: ExtensionClient) => client.login({ ...account, remember: true })],
  ])('stays out of the disk if the login did not ask to be remembered: then %s', async (_, next) => {
    const { client, end } = await leave(false);
    expect(await end(next(client))).toEqual([]);
  });
});

describe('a renewal', () => {
  it.each([
    ['on disk', true],
    ['in the memory of the browser', false],
  ])('leaves the session where another client has put it: %s', async (_, remember) => {
    const name = freshName();
    const client = start(name, { credentials: account });
    await client.login({ ...account, remember: !remember });
    await start(name).login({ ...account, remember });
    service.keys.revokeAll();
    expect((await client.fetch('/analytics')).ok).toBe(true);
    expect((await onDisk(name)).length > 0).toBe(remember);
    fake.items.clear();
    expect((await start(name).session()) !== null).toBe(remember);
  });
});

it('puts no key on disk that was not to be remembered, also if it was lost meanwhile', async () => {
  const name = freshName();
  const client = start(name);
  await client.login(account);
  fake.items.clear();
  service.faults.add({ kind: 'drop', when: 'before', match: { operation: 'logout' }, times: 'always' });
  await client.login({ ...account, remember: true });
  fake.items.clear();
  expect(await extensionKeyStore({ name }).get({ ...slot, kind: 'revocation' })).toBeNull();
  expect(await start(name).session()).not.toBeNull();
});

describe('options and logins of a class', () => {
  it('count with what they inherit', async () => {
    class Config {
      readonly keyStore = memoryKeyStore();
      readonly fetch = service.fetch;
      get baseUrl() {
        return 'https://proxy.example/api/v2';
      }
      get profile() {
        return 'work';
      }
    }
    class Form {
      get email() {
        return account.email;
      }
      get password() {
        return account.password;
      }
    }
    const asked: string[] = [];
    const config = new Config();
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push(String(input));
      return config.fetch(String(input).replace('proxy.example', 'pro.api.serversmtp.com'), init);
    };
    const session = await createClient(Object.assign(Object.create(config), { fetch })).login(new Form());
    expect(asked).toEqual(['https://proxy.example/api/v2/authorize']);
    expect(session).toMatchObject({ account: account.email, profile: 'work' });
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
