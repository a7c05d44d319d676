import { ForbiddenError, OutcomeUnknownError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';
import { tokenFromMail } from './reset-mail.ts';

const hour = 60 * 60_000;
const newPassword = 'Newer-Horse-10';
const invalid = {
  class: ForbiddenError,
  code: 'token_is_invalid',
  status: 403,
  operation: 'resetPassword',
} as const;

export const resetPassword: readonly Case[] = theme('reset password', [
  {
    name: 'sets a new password with the token of the mail, without a login',
    async run({ account, service, createClient }) {
      const client = createClient();
      const token = await tokenFromMail(client, service, account.email);
      equal(await client.resetPassword({ token, newPassword }), undefined);
      await refused(client.login(account), { class: ForbiddenError, code: 'wrong_credentials_specified' });
      await client.login({ ...account, password: newPassword });
    },
  },
  {
    name: 'works once with a token',
    async run({ account, service, createClient }) {
      const client = createClient();
      const token = await tokenFromMail(client, service, account.email);
      await client.resetPassword({ token, newPassword, confirmPassword: newPassword });
      await refused(client.resetPassword({ token, newPassword }), invalid);
    },
  },
  {
    name: 'works for an hour',
    async run({ account, service, createClient }) {
      const client = createClient();
      const token = await tokenFromMail(client, service, account.email);
      await service.advance(hour);
      await refused(client.resetPassword({ token, newPassword }), invalid);
      await client.login(account);
    },
  },
  {
    name: 'takes the newest token where a second mail voids the first',
    async run({ account, service, createClient }) {
      await service.setSwitches({ secondResetMailVoidsFirst: true });
      const client = createClient();
      const first = await tokenFromMail(client, service, account.email);
      const second = await tokenFromMail(client, service, account.email);
      await refused(client.resetPassword({ token: first, newPassword }), invalid);
      await client.resetPassword({ token: second, newPassword });
    },
  },
  ...(
    [
      ['a refusal', { kind: 'code', status: 403, code: 'token_is_invalid' }],
      ['a page', { kind: 'html', status: 403 }],
      ['500', { kind: 'html', status: 500 }],
      ['429', { kind: 'reply', status: 429, json: {} }],
      ['nothing', { kind: 'drop', when: 'after' }],
    ] as const
  ).map(
    ([what, fault]): Case => ({
      name: `that is sent again because its answer was lost, and gets ${what}, is still unknown`,
      async run({ account, service, createClient }) {
        const client = createClient({ retry: false });
        await client.login(account);
        const token = await tokenFromMail(client, service, account.email);
        const match = { operation: 'resetPassword' } as const;
        await service.addFault({ kind: 'drop', when: 'before', match });
        await service.addFault({ ...fault, match });
        const error = await refused(client.resetPassword({ token, newPassword: 'Better-Horse-10' }), {
          class: OutcomeUnknownError,
          code: 'outcome_unknown',
          operation: 'resetPassword',
        });
        ok(error.reason === 'password_reset_lost', 'the hint of a reset whose answer was lost');
        equal((await service.requests()).filter(({ method }) => method === 'PUT').length, 2);
      },
    }),
  ),
]);
