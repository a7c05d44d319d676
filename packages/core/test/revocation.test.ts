import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { createClient, type KeyStore, memoryKeyStore, memoryLock } from '../src/index.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const noAnswer = { kind: 'delay', latency: 60_000, match: { operation: 'logout' }, times: 'always' } as const;

/** A store whose records outlive the process, as far as the client is told. */
function lastingStore(): KeyStore {
  const inner = memoryKeyStore();
  return { ...inner, describe: async () => ({ ...(await inner.describe()), persistent: true }) };
}

/** A client that is signed in, with a key in the queue that the service does not revoke for as long as this. */
async function withQueuedKey(keyStore: KeyStore, latency = 60_000) {
  const sandbox = createSandbox({ accounts: [account] });
  const platform = { name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() };
  const before = createClient(platform);
  await before.login(account);
  sandbox.faults.add(noAnswer);
  await before.logout({ timeout: 1_000 });
  sandbox.faults.clear();
  sandbox.faults.add({ ...noAnswer, latency });
  const client = createClient(platform);
  await client.login(account); // which tries the queue again in the background
  return { sandbox, client };
}

describe('a client that is closed', () => {
  test('does not wait for what the store remembers and the next client revokes', async () => {
    const { client, sandbox } = await withQueuedKey(lastingStore());
    await within(4_000, client.close()); // a second, of the ten that revoking may take
    expect(sandbox.keys.list()).toHaveLength(2);
  });

  test('still waits for a service that answers within a second', async () => {
    const { client, sandbox } = await withQueuedKey(lastingStore(), 200);
    await client.close();
    expect(sandbox.keys.list()).toHaveLength(1);
  });

  test('waits for what only its memory has', async () => {
    const { client, sandbox } = await withQueuedKey(memoryKeyStore());
    let closed = false;
    const closing = client.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(closed).toBe(false);
    sandbox.faults.clear();
    sandbox.clock.advance(60_000);
    await closing;
    expect(sandbox.keys.list()).toHaveLength(1);
  });
});

describe('a logout', () => {
  // Where files can be read and not written any more, the next program would be told that the account is signed in.
  test('fails if the session stays stored, though its key was revoked', async () => {
    const inner = memoryKeyStore();
    let readOnly = false;
    const write =
      <Args extends unknown[]>(work: (...args: Args) => Promise<boolean>) =>
      async (...args: Args): Promise<boolean> => {
        if (readOnly) throw new Error('EROFS');
        return work(...args);
      };
    const keyStore: KeyStore = { ...inner, set: write(inner.set), remove: write(inner.remove) };
    const sandbox = createSandbox({ accounts: [account] });
    const open = () => createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
    const client = open();
    await client.login(account);
    readOnly = true;
    await expect(client.logout()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(sandbox.keys.list()).toEqual([]);
    expect(await client.session()).toBeNull(); // here it is signed out
    readOnly = false;
    expect(await open().session()).not.toBeNull();
    expect(await open().logout()).toEqual({ revoked: 'now' });
    expect(await open().session()).toBeNull();
  });
});
