import { NetworkError, type OperationName, OutcomeUnknownError, ServerError } from '@turbosmtp-auth/core';
import type { Fault } from '@turbosmtp-auth/sandbox';
import { calls } from '../calls.ts';
import { type Case, theme } from '../case.ts';
import { type ExpectedError, equal, refused } from '../expect.ts';

/** The call is repeated as often as the client may. */
const most = 3;

const failed: ExpectedError = { class: ServerError, code: 'server_error' };
const lost: ExpectedError = { class: OutcomeUnknownError, code: 'outcome_unknown' };
const unreachable: ExpectedError = { class: NetworkError, code: 'network' };

interface Row {
  readonly operation: OperationName;
  readonly fault: Fault;
  readonly requests: number;
  readonly expected: ExpectedError | { readonly revoked: 'queued' };
}

// The connection breaks in the middle of the answer: it was sent, and a browser does not repeat it on its own account.
const broken: Fault = { kind: 'drop', when: 'during' };
const unavailable: Fault = { kind: 'html', status: 503 };

/** What may be repeated is; what may not has one try. */
const rows: readonly Row[] = [
  { operation: 'login', fault: unavailable, requests: 1, expected: failed },
  { operation: 'login', fault: broken, requests: 1, expected: lost },
  { operation: 'changePassword', fault: unavailable, requests: 1, expected: failed },
  { operation: 'changePassword', fault: broken, requests: 1, expected: lost },
  { operation: 'requestPasswordReset', fault: unavailable, requests: 1, expected: failed },
  { operation: 'requestPasswordReset', fault: broken, requests: 1, expected: lost },
  { operation: 'verifyResetToken', fault: unavailable, requests: most, expected: failed },
  { operation: 'verifyResetToken', fault: broken, requests: most, expected: unreachable },
  { operation: 'resetPassword', fault: unavailable, requests: 1, expected: failed },
  { operation: 'logout', fault: unavailable, requests: most, expected: { revoked: 'queued' } },
];

export const retries: readonly Case[] = theme('retries', [
  ...rows.map(
    ({ operation, fault, requests, expected }): Case => ({
      name: `${operation} against ${fault.kind} is sent ${requests === 1 ? 'once' : `${requests} times`}`,
      async run({ account, service, createClient }) {
        const client = createClient();
        if (operation !== 'login') await client.login(account);
        await service.addFault({ ...fault, times: 'always', match: { operation } });
        const before = (await service.requests()).length;
        const call = calls[operation](client, account);
        if ('class' in expected) await refused(call, { ...expected, operation });
        else equal(await call, expected);
        equal((await service.requests()).length - before, requests, 'number of requests');
      },
    }),
  ),
  {
    name: 'a call that may be repeated succeeds in the end',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({ ...unavailable, times: 2 });
      equal(await client.verifyResetToken({ token: 'unknown' }), false);
    },
  },
  {
    name: 'none are made where the caller wants none',
    async run({ account, service, createClient }) {
      const client = createClient({ retry: false });
      await client.login(account);
      await service.addFault({ ...unavailable, times: 'always' });
      await refused(client.verifyResetToken({ token: 'unknown' }), failed);
      equal((await service.requests()).length, 2);
    },
  },
  {
    name: 'a lost reset is settled with its token by who is signed in',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await client.requestPasswordReset({ email: account.email });
      const token = (await service.outbox()).at(-1)?.token ?? '';
      const change = { token, newPassword: 'Newer-Horse-10' };
      await service.addFault({ ...broken, match: { operation: 'resetPassword' } });
      await refused(client.resetPassword(change), { ...lost, operation: 'resetPassword' });
      await client.login({ ...account, password: 'Newer-Horse-10' });
    },
  },
]);
