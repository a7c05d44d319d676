import { type Case, theme } from '../case.ts';
import { equal, ok, rejection } from '../expect.ts';
import { logins } from '../wire.ts';

const slowLogin = { kind: 'delay', replyLatency: 150, match: { operation: 'login' } } as const;

export const logoutWins: readonly Case[] = theme('logout wins', [
  {
    name: 'over a login whose answer is still under way, and its late key is revoked',
    async run({ account, service, createClient }) {
      const client = createClient();
      await service.addFault(slowLogin);
      const late = rejection(client.login(account), 'login that was overtaken');
      await until(async () => (await logins(service)) === 1);
      await client.logout();
      ok((await late) instanceof Error, 'the login to fail');
      equal(await client.session(), null);
      await client.close();
      equal(await service.keys(), [], 'keys that no store holds');
    },
  },
  {
    name: 'over a renewal',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      await service.revokeKeys();
      await service.addFault(slowLogin);
      const late = client.fetch('/analytics').catch((error: unknown) => error);
      await until(async () => (await logins(service)) === 2);
      await client.logout();
      await late;
      equal(await client.session(), null);
      await client.close();
      equal(await service.keys(), [], 'keys that no store holds');
    },
  },
  {
    name: 'over a login of another client on the same profile',
    async run({ account, service, createClient }) {
      const [one, other] = [createClient(), createClient()];
      await one.login(account);
      await service.addFault(slowLogin);
      const late = other.login(account).catch((error: unknown) => error);
      await until(async () => (await logins(service)) === 2);
      await one.logout();
      await late;
      await Promise.all([one.close(), other.close()]);
      const live = (await service.keys()).length;
      const stored = await createClient().session();
      equal(live, stored ? 1 : 0, 'keys on the service, as many as are stored');
    },
  },
]);

/** Waits for something that another party does in its own time. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('expected something to happen within five seconds');
}
