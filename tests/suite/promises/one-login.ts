import { type Lock, memoryKeyStore, SignedOutError } from '@turbosmtp-auth/core';
import { type Case, theme } from '../case.ts';
import { equal, ok, refused } from '../expect.ts';
import { logins } from '../wire.ts';

const hour = 60 * 60_000;

// Each caller waits with a timer of its own, and workerd allows 10,000 of them at once.
const crowd = 9_000;

/** So many keep the machine busy themselves, and each of them waits all that time. */
const patient = { timeout: 60_000 } as const;

/** A login that takes long enough for everybody to find the key missing before it is there. */
const slowly = { kind: 'delay', latency: 50, times: 'always', match: { operation: 'login' } } as const;

export const oneLogin: readonly Case[] = theme('one login', [
  {
    name: 'for 9,000 callers who find no key',
    async run({ account, service, createClient }) {
      await service.addFault(slowly);
      const client = createClient({ credentials: account, keyStore: memoryKeyStore() });
      const keys = await Promise.all(Array.from({ length: crowd }, () => client.apiKey(patient)));
      equal(new Set(keys).size, 1, 'number of keys');
      equal(await logins(service), 1);
    },
  },
  {
    name: 'for 9,000 callers at expiry',
    async run({ account, service, createClient }) {
      await service.addFault(slowly);
      const client = createClient({ credentials: account, keyStore: memoryKeyStore() });
      const old = await client.apiKey();
      await service.advance(2 * hour);
      const keys = await Promise.all(Array.from({ length: crowd }, () => client.apiKey(patient)));
      equal(new Set(keys).size, 1, 'number of keys');
      ok(!keys.includes(old), 'a new key');
      equal(await logins(service), 2);
    },
  },
  {
    name: 'for different calls at once',
    async run({ account, service, createClient }) {
      await service.addFault(slowly);
      const client = createClient({ credentials: account });
      const results = await Promise.all([
        client.apiKey().then(() => 'ok'),
        client.fetch('/analytics').then(({ status }) => status),
        client.verifyResetToken({ token: 'unknown' }),
        client.fetch('/suppressions', { method: 'POST', body: 'x' }).then(({ status }) => status),
      ]);
      equal(results, ['ok', 200, false, 200]);
      equal(await logins(service), 1);
    },
  },
  {
    name: "for two clients on one profile of the adapter's own store",
    async run({ account, service, createClient }) {
      await service.addFault(slowly);
      const clients = [createClient({ credentials: account }), createClient({ credentials: account })];
      const keys = await Promise.all(clients.flatMap((client) => [client.apiKey(), client.apiKey()]));
      equal(new Set(keys).size, 1, 'number of keys');
      equal(await logins(service), 1);
    },
  },
  {
    name: 'for clients that wait for the lock: they leave once there is a session, and never take it',
    async run({ account, service, createClient }) {
      await service.addFault(slowly);
      const keyStore = memoryKeyStore();
      const waits = { taken: 0, left: 0 };
      // It lets in the first and nobody else.
      const lock: Lock = (_, work, { signal } = {}) =>
        waits.taken++ === 0
          ? work()
          : new Promise((_, reject) =>
              signal?.addEventListener('abort', () => {
                waits.left++;
                reject(signal.reason);
              }),
            );
      const clients = Array.from({ length: 4 }, () => createClient({ credentials: account, keyStore, lock }));
      const keys = await Promise.all(clients.map((client) => client.apiKey()));
      equal(new Set(keys).size, 1, 'number of keys');
      equal(await logins(service), 1);
      equal(waits, { taken: 4, left: 3 });
    },
  },
  {
    name: 'for fifty calls whose key was refused late',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      await service.revokeKeys();
      await service.addFault(slowly);
      const replies = await Promise.all(
        Array.from({ length: 50 }, (_, index) => client.fetch(`/analytics?call=${index}`)),
      );
      ok(
        replies.every(({ status }) => status === 200),
        'every call to succeed in the end',
      );
      equal(await logins(service), 2);
      equal((await service.keys()).length, 1, 'number of keys');
    },
  },
  {
    name: 'for a key that is refused after it was already replaced is none',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      let ends = 0;
      client.on('expire', () => ends++);
      const old = await client.apiKey();
      await client.invalidate(old);
      const fresh = await client.apiKey();
      await client.invalidate(old);
      equal(await client.apiKey(), fresh);
      equal(await logins(service), 2);
      equal(ends, 1, 'ends of a session');
    },
  },
  {
    name: 'and none of another account is adopted',
    async run({ account, service, createClient }) {
      const other = { email: 'other@example.com', password: 'Other-Horse-9' };
      await service.addAccount(other);
      await createClient().login(other);
      const client = createClient({ credentials: account });
      await refused(client.apiKey(), { class: SignedOutError, code: 'account_mismatch' });
      equal(await client.session(), null);
      equal(await logins(service), 1);
    },
  },
]);
