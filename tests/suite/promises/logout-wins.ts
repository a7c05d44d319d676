import { isTurboSMTPAuthError, type OperationName, operations } from '@turbosmtp-auth/core';
import { calls, needsKey } from '../calls.ts';
import { type Case, theme } from '../case.ts';
import { equal, ok, rejection } from '../expect.ts';
import { keysAfterNextClient, logins } from '../wire.ts';

const limited = { kind: 'reply', status: 429, headers: { 'retry-after': '1' } } as const;
const keyed = (Object.keys(operations) as OperationName[]).filter(
  (name) => name !== 'logout' && needsKey(operations[name]),
);
const slowLogin = { kind: 'delay', replyLatency: 150, match: { operation: 'login' } } as const;

export const logoutWins: readonly Case[] = theme('logout wins', [
  {
    name: 'over a login whose answer is still under way, and its late key is revoked',
    async run(context) {
      const { account, service, createClient } = context;
      const client = createClient();
      await service.addFault(slowLogin);
      const late = rejection(client.login(account), 'login that was overtaken');
      await until(async () => (await logins(service)) === 1);
      await client.logout();
      ok((await late) instanceof Error, 'the login to fail');
      equal(await client.session(), null);
      await client.close();
      equal(await keysAfterNextClient(context), [], 'keys that no store holds');
    },
  },
  {
    name: 'over a renewal',
    async run(context) {
      const { account, service, createClient } = context;
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
      equal(await keysAfterNextClient(context), [], 'keys that no store holds');
    },
  },
  {
    name: 'over calls that wait to be repeated, and none of them sends its key again',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      for (const operation of keyed) await service.addFault({ ...limited, match: { operation } });
      const before = (await service.requests()).length;
      const waiting = keyed.map((name) => rejection(calls[name](client, account), name));
      await until(async () => (await service.requests()).length === before + keyed.length);
      await client.logout();
      const codes = await Promise.all(waiting);
      equal(
        codes.map(codeOf),
        keyed.map(() => 'signed_out'),
      );
      equal((await service.requests()).length, before + keyed.length + 1, 'requests, with the revocation');
    },
  },
  {
    name: 'over calls of another client that wait to be repeated, and none of them sends its key again',
    async run({ account, service, createClient }) {
      const [one, other] = [createClient(), createClient()];
      await one.login(account);
      for (const operation of keyed) await service.addFault({ ...limited, match: { operation } });
      const before = (await service.requests()).length;
      const waiting = keyed.map((name) => rejection(calls[name](other, account), name));
      await until(async () => (await service.requests()).length === before + keyed.length);
      await one.logout();
      const codes = await Promise.all(waiting);
      equal(
        codes.map(codeOf),
        keyed.map(() => 'signed_out'),
      );
      equal((await service.requests()).length, before + keyed.length + 1, 'requests, with the revocation');
    },
  },
  {
    name: 'over a login that waits to be repeated, and it is not sent again',
    async run({ account, service, createClient }) {
      const client = createClient();
      await service.addFault({ ...limited, match: { operation: 'login' } });
      const late = rejection(client.login(account), 'login that was overtaken');
      await until(async () => (await logins(service)) === 1);
      await client.logout();
      equal(codeOf(await late), 'signed_out', 'code');
      equal(await logins(service), 1, 'logins');
    },
  },
  {
    name: 'over a login of another client on the same profile',
    async run(context) {
      const { account, service, createClient } = context;
      const [one, other] = [createClient(), createClient()];
      await one.login(account);
      await service.addFault(slowLogin);
      const late = other.login(account).catch((error: unknown) => error);
      await until(async () => (await logins(service)) === 2);
      await one.logout();
      await late;
      await Promise.all([one.close(), other.close()]);
      const stored = (await createClient().session()) ? 1 : 0;
      const live = (await keysAfterNextClient(context, stored)).length;
      equal(live, stored, 'keys on the service, as many as are stored');
    },
  },
]);

const codeOf = (error: unknown): string | undefined => (isTurboSMTPAuthError(error) ? error.code : undefined);

/** Waits for something that another party does in its own time. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
