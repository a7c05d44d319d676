import { type Case, theme } from './case.ts';
import { equal, ok } from './expect.ts';
import { logins, rawCall } from './wire.ts';

const hour = 60 * 60_000;

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
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const key = await client.apiKey();
      await service.addFault({
        kind: 'drop',
        when: 'before',
        match: { operation: 'logout' },
        times: 'always',
      });
      equal(await client.logout({ timeout: 3000 }), { revoked: 'queued' });
      equal(await client.session(), null);
      equal((await rawCall(service, key)).status, 200);
      await service.clearFaults();
      // Not at once: who cannot be reached is left in peace for a while.
      await service.advance(60_000);
      await client.login(account);
      await client.close();
      equal((await rawCall(service, key)).status, 401);
      equal((await service.keys()).length, 1);
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
