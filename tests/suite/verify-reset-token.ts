import { SignedOutError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';
import { tokenFromMail } from './reset-mail.ts';
import { watchedFetch } from './wire.ts';

const hour = 60 * 60_000;

export const verifyResetToken: readonly Case[] = theme('verify reset token', [
  {
    name: 'says yes to a fresh token, as often as it is asked',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const token = await tokenFromMail(client, service, account.email);
      equal(await client.verifyResetToken({ token }), true);
      equal(await client.verifyResetToken({ token }), true);
    },
  },
  {
    name: 'says no to a token that is unknown, used or expired',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      equal(await client.verifyResetToken({ token: 'unknown' }), false);
      const used = await tokenFromMail(client, service, account.email);
      await client.resetPassword({ token: used, newPassword: 'Newer-Horse-10' });
      equal(await client.verifyResetToken({ token: used }), false);
      const expired = await tokenFromMail(client, service, account.email);
      await service.advance(hour - 1000);
      equal(await client.verifyResetToken({ token: expired }), true);
      await service.advance(1000);
      equal(await client.verifyResetToken({ token: expired }), false);
    },
  },
  {
    name: 'encodes a token once, whatever it is made of',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      const token = "a+b/c==&d#e?f%20g h'i\u00FC";
      equal(await client.verifyResetToken({ token }), false);
      const { url } = seen.at(-1) ?? {};
      equal([...(url?.searchParams ?? [])], [['token', token]]);
      equal(url?.hash, '');
    },
  },
  {
    name: 'signed out says that the check can be skipped',
    async run({ service, createClient }) {
      const error = await refused(createClient().verifyResetToken({ token: 'token' }), {
        class: SignedOutError,
        code: 'signed_out',
        operation: 'verifyResetToken',
      });
      ok(/needs no key/.test(error.hint), `a hint to do without the check, got ${error.hint}`);
      equal(await service.requests(), []);
    },
  },
]);
