import { createSandbox } from '@turbosmtp-auth/sandbox';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../src/client/create-client.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

async function signIn() {
  const { fetch } = createSandbox({ accounts: [account] });
  const client = createClient({ name: 'test', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
  return { client, session: await client.login(account) };
}

afterEach(() => vi.unstubAllGlobals());

describe('what can be disposed of', () => {
  it('has the method of `await using`, which nothing lists', async () => {
    const { client, session } = await signIn();
    expect(client[Symbol.asyncDispose]).toBeTypeOf('function');
    expect(session[Symbol.asyncDispose]).toBeTypeOf('function');
    expect(Object.getOwnPropertyDescriptor(session, Symbol.asyncDispose)?.enumerable).toBe(false);
    await session[Symbol.asyncDispose]();
    expect(await client.session()).toBeNull();
  });

  it('has no method `undefined` where there is no such symbol', async () => {
    vi.stubGlobal('Symbol', Object.create(Symbol, { asyncDispose: { value: undefined } }));
    const { client, session } = await signIn();
    for (const one of [client, session]) expect(Reflect.ownKeys(one)).not.toContain('undefined');
    expect(await client.logout()).toEqual({ revoked: 'now' });
  });
});

it('a login that is under way when its client is closed is undone, and says what closed it', async () => {
  const sandbox = createSandbox({ accounts: [account] });
  const keyStore = memoryKeyStore();
  const client = createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
  sandbox.faults.add({ kind: 'delay', replyLatency: 100, match: { operation: 'login' } });
  const login = client.login(account);
  const refused = expect(login).rejects.toMatchObject({
    code: 'signed_out',
    hint: expect.stringContaining('`close()`'),
  });
  await vi.waitFor(() => expect(sandbox.requests.list()).toHaveLength(1));
  await client.close();
  await refused;
  expect(sandbox.keys.list()).toEqual([]);
});
