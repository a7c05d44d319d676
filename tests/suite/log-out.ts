import { type KeyStore, memoryKeyStore, StorageError, storageError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';
import { keysAfterNextClient, logins, logouts, rawCall } from './wire.ts';

const hour = 60 * 60_000;

const unreachable = {
  kind: 'drop',
  when: 'before',
  match: { operation: 'logout' },
  times: 'always',
} as const;
const noAnswer = { kind: 'delay', latency: 60_000, match: { operation: 'logout' }, times: 'always' } as const;

export const logOut: readonly Case[] = theme('log out', [
  {
    name: 'revokes the key and forgets it',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const key = await client.apiKey();
      equal(await client.logout(), { revoked: 'now' });
      equal(await client.session(), null);
      equal((await rawCall(service, key)).status, 401);
    },
  },
  {
    name: 'when signed out does nothing',
    async run({ service, createClient }) {
      equal(await createClient().logout(), { revoked: 'nothing' });
      equal(await service.requests(), []);
    },
  },
  {
    name: 'tells its listeners',
    async run({ account, createClient }) {
      const client = createClient();
      let told = 0;
      client.on('logout', (session) => {
        equal(session, null);
        told++;
      });
      await client.login(account);
      await client.logout();
      equal(told, 1);
    },
  },
  {
    name: 'counts a key that the service no longer takes as revoked',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.revokeKeys();
      equal(await client.logout(), { revoked: 'now' });
      equal(await client.session(), null);
    },
  },
  {
    name: 'of an expired session still tries its key',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.advance(2 * hour);
      await client.logout();
      const last = (await service.requests()).at(-1);
      equal(last?.path, '/api/v2/deauthorize');
    },
  },
  {
    name: 'signs out also when the service cannot be reached, and revokes on the next use',
    async run(context) {
      const { account, service, createClient } = context;
      const client = createClient();
      await client.login(account);
      const key = await client.apiKey();
      await service.addFault(unreachable);
      equal(await client.logout({ timeout: 3000 }), { revoked: 'queued' });
      equal(await client.session(), null);
      equal((await rawCall(service, key)).status, 200);
      await service.clearFaults();
      await client.login(account);
      await client.close();
      equal((await keysAfterNextClient(context, 1)).length, 1);
      equal((await rawCall(service, key)).status, 401);
    },
  },
  {
    name: 'sends its key once, though a listener asks who is signed in, which also revokes what is queued',
    async run({ account, service, createClient }) {
      for (const busy of [false, true]) {
        const client = createClient();
        const asked: Promise<unknown>[] = [];
        for (const event of ['logout', 'change'] as const)
          client.on(event, () => void asked.push(client.session(), client.requestPasswordReset(account)));
        await client.login(account);
        const before = await logouts(service);
        if (busy) await service.addFault({ kind: 'html', status: 503, match: { operation: 'logout' } });
        equal(await client.logout(), { revoked: 'now' });
        await Promise.all(asked);
        await client.close();
        equal((await logouts(service)) - before, busy ? 2 : 1, 'requests to revoke it');
      }
    },
  },
  {
    name: 'is queued as well when the service does not answer in time',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault(noAnswer);
      equal(await client.logout({ timeout: 1_500 }), { revoked: 'queued' });
      await service.clearFaults();
      await service.advance(120_000);
      equal(await client.logout(), { revoked: 'now' });
      equal(await client.session(), null);
      equal(await service.keys(), []);
    },
  },
  {
    name: 'is tried again on the next use, and then only now and then',
    async run({ account, service, createClient }) {
      let sent = 0;
      const client = createClient({
        credentials: account,
        retry: false,
        // Counted here, since some runtimes send once more by themselves what was cut off.
        trace: (event) => {
          if (event.type === 'request' && event.path === '/deauthorize') sent++;
        },
      });
      await client.apiKey();
      await service.addFault(unreachable);
      equal(await client.logout(), { revoked: 'queued' });
      await client.login(account);
      while (sent < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      for (let use = 0; use < 5; use++) await client.apiKey();
      await new Promise((resolve) => setTimeout(resolve, 100));
      equal(sent, 2);
    },
  },
  {
    name: 'of a consumer pair that is not valid has nothing to revoke',
    async run({ createClient }) {
      const client = createClient({ consumer: { key: 'no-such-key', secret: 'no-such-secret' } });
      equal(await client.logout(), { revoked: 'nothing' });
    },
  },
  {
    name: 'once more revokes what an earlier one could not',
    async run({ account, service, createClient }) {
      const client = createClient({ retry: false });
      await client.login(account);
      await service.addFault(unreachable);
      equal(await client.logout(), { revoked: 'queued' });
      equal(await client.logout(), { revoked: 'queued' });
      await service.clearFaults();
      equal(await client.logout(), { revoked: 'now' });
      equal(await service.keys(), []);
      equal(await client.logout(), { revoked: 'nothing' });
    },
  },
  {
    name: 'of a key that cannot be queued keeps the session, which alone knows it, and says why',
    async run({ account, service, createClient }) {
      const inner = memoryKeyStore();
      const keyStore: KeyStore = {
        ...inner,
        set: (slot, record, ifGen) =>
          record.kind === 'revocation'
            ? Promise.reject(storageError('storage_full'))
            : inner.set(slot, record, ifGen),
      };
      const client = createClient({ keyStore, retry: false });
      await client.login(account);
      await service.addFault(unreachable);
      await refused(client.logout(), { class: StorageError, code: 'storage_full' });
      equal(await client.session(), null);
      await service.clearFaults();
      const next = createClient({ keyStore });
      equal((await next.session())?.account, account.email);
      equal(await next.logout(), { revoked: 'now' });
      equal(await createClient({ keyStore }).session(), null);
      equal(await service.keys(), []);
    },
  },
  {
    name: 'loses no key when more are queued than the store takes',
    async run({ account, service, createClient }) {
      const client = createClient({ retry: false });
      await service.addFault(unreachable);
      for (let count = 0; count < 16; count++) {
        await client.login({ ...account, noExpire: true });
        equal(await client.logout(), { revoked: 'queued' });
      }
      await client.login({ ...account, noExpire: true });
      await refused(client.logout(), { class: StorageError, code: 'storage_full' });
      equal((await service.keys()).length, 17);
      await service.clearFaults();
      equal(await client.logout(), { revoked: 'now' });
      equal(await service.keys(), []);
    },
  },
  {
    name: 'lasts, also for a client with credentials, until the next login',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      await client.logout();
      const refusals = await Promise.allSettled([client.apiKey(), client.fetch('/analytics')]);
      ok(
        refusals.every(({ status }) => status === 'rejected'),
        'calls to be refused after the logout',
      );
      equal(await logins(service), 1);
      await client.login(account);
      equal((await client.fetch('/analytics')).status, 200);
    },
  },
]);
