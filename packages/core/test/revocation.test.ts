import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
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
  await before.logout({ timeout: 100 });
  sandbox.faults.clear();
  sandbox.faults.add({ ...noAnswer, latency });
  const client = createClient(platform);
  await client.login(account); // which tries the queue again in the background
  return { sandbox, client };
}

describe('a client that is closed', () => {
  test('does not wait for what the store remembers and the next client revokes', async () => {
    const { client, sandbox } = await withQueuedKey(lastingStore());
    const start = performance.now();
    await client.close();
    expect(performance.now() - start).toBeLessThan(4_000); // a second, of the ten that revoking may take
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
