import { RedirectRefusedError } from '@turbosmtp-auth/core';
import { calls } from '../calls.ts';
import { type Case, theme } from '../case.ts';
import { equal, ok, refused } from '../expect.ts';

const statuses = [301, 302, 303, 307, 308] as const;

/** The target is on the service itself, so that its log shows whether anybody came. */
const target = '/api/v2/elsewhere';

export const nothingReachesARedirectTarget: readonly Case[] = theme('nothing reaches a redirect target', [
  ...statuses.flatMap((status) =>
    (['login', 'changePassword', 'verifyResetToken', 'resetPassword', 'requestPasswordReset'] as const).map(
      (operation): Case => ({
        name: `when ${operation} is answered ${status}`,
        async run({ account, service, createClient }) {
          const client = createClient();
          if (operation !== 'login') await client.login(account);
          const match = { operation };
          await service.addFault({ kind: 'redirect', status, location: target, match, times: 'always' });
          const before = (await service.requests()).length;
          const error = await refused(calls[operation](client, account), {
            class: RedirectRefusedError,
            code: 'redirect_refused',
            operation,
          });
          ok(!error.retryable, 'an error that is not to be retried');
          equal((await service.requests()).length, before + 1, 'number of requests');
        },
      }),
    ),
  ),
  ...statuses.map(
    (status): Case => ({
      name: `when client.fetch is answered ${status}, with a body and either scheme`,
      async run({ account, service, createClient }) {
        const pair = { key: 'pair-key', secret: 'pair-secret' };
        await service.addConsumer({ account: account.email, ...pair });
        const signedIn = createClient();
        await signedIn.login(account);
        for (const client of [signedIn, createClient({ consumer: pair })]) {
          await service.addFault({ kind: 'redirect', status, location: target });
          await refused(client.fetch('/suppressions', { method: 'PUT', body: 'secret' }), {
            class: RedirectRefusedError,
            code: 'redirect_refused',
            operation: 'fetch',
          });
        }
        ok(!(await service.requests()).some(({ path }) => path === target), 'no request to the target');
      },
    }),
  ),
  {
    name: 'also when the caller of client.fetch asks to follow',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({ kind: 'redirect', location: target });
      await refused(client.fetch('/analytics', { redirect: 'follow' }), {
        class: RedirectRefusedError,
        code: 'redirect_refused',
      });
      ok(!(await service.requests()).some(({ path }) => path === target), 'no request to the target');
    },
  },
  {
    name: 'and an answer that an injected fetch followed to is not taken',
    async run({ account, service, createClient }) {
      const fetch: typeof globalThis.fetch = (input, init) =>
        service.fetch(input, { ...init, redirect: 'follow' });
      const client = createClient({ fetch });
      await client.login(account);
      await service.addFault({ kind: 'redirect', status: 302, location: `${service.baseUrl}/analytics` });
      await refused(client.fetch('/suppressions'), {
        class: RedirectRefusedError,
        code: 'redirect_refused',
      });
    },
  },
  {
    name: 'also when the redirect is opaque',
    async run({ account, service, createClient }) {
      await service.addFault({ kind: 'redirect', location: target, opaque: true });
      await refused(createClient().login(account), { class: RedirectRefusedError, code: 'redirect_refused' });
      equal((await service.requests()).length, 1);
    },
  },
]);
