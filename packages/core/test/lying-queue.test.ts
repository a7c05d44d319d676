import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import { type Client, createClient, type KeyStore, memoryKeyStore, memoryLock } from '../src/index.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** What a store does with the queue that it is given, before it says that all is written. */
const lies: Record<string, (inner: KeyStore) => KeyStore['set']> = {
  'writes nothing': () => async () => true,
  'writes a queue without keys':
    (inner) =>
    (at, record, ...more) =>
      inner.set(at, { ...record, keys: [] } as typeof record, ...more),
};

/** How a client lets go of a key, which is queued then. */
const verbs: Record<string, (client: Client) => Promise<unknown>> = {
  'a logout': (client) => client.logout(),
  'a login over the session': (client) => client.login(account),
  'a key called refused': async (client) => client.invalidate(await client.apiKey()),
};

describe.each(Object.keys(lies))('a store that %s and says that it did', (lie) => {
  describe.each([true, false])('persistent: %s', (persistent) => {
    test.each(Object.keys(verbs))('loses no key that %s leaves to be revoked', async (verb) => {
      const inner = memoryKeyStore();
      const told = lies[lie]?.(inner) as KeyStore['set'];
      const honest: KeyStore = {
        ...inner,
        describe: async () => ({ ...(await inner.describe()), persistent }),
      };
      const lying: KeyStore = {
        ...honest,
        set: (...args) => (args[0].kind === 'revocation' ? told(...args) : inner.set(...args)),
      };
      const sandbox = createSandbox({ accounts: [account] });
      const open = (keyStore: KeyStore) =>
        createClient({ name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() });
      const client = open(lying);
      await client.login(account);
      sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'logout' }, times: 'always' });
      await verbs[verb]?.(client);
      sandbox.faults.clear();
      await client.close();
      await open(honest).logout(); // which revokes what is stored, such as a session
      expect(sandbox.keys.list()).toEqual([]);
    });
  });
});
