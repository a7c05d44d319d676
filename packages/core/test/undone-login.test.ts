import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import { type Client, createClient, type KeyStore, memoryKeyStore, memoryLock } from '../src/index.ts';

// A login over a session is left at each of its effects. Then the session before is there and works, or there is none: a session
// whose key the client itself revokes would serve no call.

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** What happens at that effect beside it. Any call may revoke what is queued. */
const meanwhile: Readonly<Record<string, (other: Client, same: Client) => Promise<unknown>>> = {
  'nothing else': async () => undefined,
  'another client': (other) => other.session(),
  'another call of the client': (_, same) => same.session(),
};

async function play(at: number, happen: (other: Client, same: Client) => Promise<unknown>) {
  const sandbox = createSandbox({ accounts: [account] });
  const memory = memoryKeyStore();
  const lock = memoryLock();
  const ending = new AbortController();
  let effects = Number.NaN;
  const effect = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await work();
    if (++effects === at) {
      effects = Number.NaN;
      await happen(other, client).catch(() => undefined);
      ending.abort();
      // Time for what that begins.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return result;
  };
  const keyStore: KeyStore = {
    ...memory,
    get: (...given) => effect(() => memory.get(...given)),
    set: (...given) => effect(() => memory.set(...given)),
    remove: (...given) => effect(() => memory.remove(...given)),
  };
  const open = (store: KeyStore, fetch: typeof globalThis.fetch): Client =>
    createClient({ name: 'test', fetch, keyStore: store, lock }, { keyStore: store, lock });
  const other = open(memory, sandbox.fetch);
  const client = open(keyStore, (...given) => effect(() => sandbox.fetch(...given)));
  await client.login({ ...account, noExpire: true });
  effects = 0;
  const left = await client.login(account, { signal: ending.signal }).then(
    () => false,
    () => true,
  );
  const reached = Number.isNaN(effects);
  effects = Number.NaN;
  await new Promise((resolve) => setTimeout(resolve, 20)); // the login is undone in the background
  const session = await client.session();
  const status = await client.fetch('/analytics').then(
    (response) => response.status,
    (error) => error.code,
  );
  await client.logout();
  await client.close();
  return {
    reached,
    left,
    works: session ? status === 200 : status === 'signed_out',
    keys: sandbox.keys.list(),
  };
}

describe.each(Object.keys(meanwhile))('with %s', (name) => {
  test('it is undone whole', async () => {
    let at = 1;
    for (; ; at++) {
      const { reached, works, keys } = await play(at, meanwhile[name] as (typeof meanwhile)[string]);
      if (!reached) break;
      expect({ at, works, keys }).toEqual({ at, works: true, keys: [] });
    }
    expect(at).toBeGreaterThan(10);
  });
});
