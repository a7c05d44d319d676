import { NotFoundError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';

export const forgotPassword: readonly Case[] = theme('forgot password', [
  {
    name: 'sends one mail with a token to the account',
    async run({ account, service, createClient }) {
      equal(await createClient().requestPasswordReset({ email: account.email }), undefined);
      const [mail, ...more] = await service.outbox();
      equal(more, []);
      equal(mail?.to, account.email);
      ok(mail?.token && mail.text.includes(mail.token), 'the token in the text of the mail');
    },
  },
  {
    name: 'for an unknown address is a NotFoundError where the service tells',
    async run({ service, createClient }) {
      await refused(createClient().requestPasswordReset({ email: 'nobody@example.com' }), {
        class: NotFoundError,
        code: 'email_not_found',
        status: 404,
        operation: 'requestPasswordReset',
      });
      equal(await service.outbox(), []);
    },
  },
  {
    name: 'for an unknown address is like any other where the service does not tell',
    async run({ service, createClient }) {
      await service.setSwitches({ forgotPasswordUnknownAddress: 200 });
      equal(await createClient().requestPasswordReset({ email: 'nobody@example.com' }), undefined);
      equal(await service.outbox(), []);
    },
  },
]);
