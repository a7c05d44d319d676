import type { Switches } from '@turbosmtp-auth/sandbox';
import { type Case, theme } from './case.ts';
import { equal, ok } from './expect.ts';
import { type Factors, pairwise } from './pairwise.ts';
import { tokenFromMail } from './reset-mail.ts';

/** What the contract leaves open. (A service that other origins may not call at all is left out: pages could not run this.) */
const unknowns = {
  secondLoginRevokesFirst: [false, true],
  passwordChangeRevokesKeys: [false, true],
  passwordResetRevokesKeys: [false, true],
  secondResetMailVoidsFirst: [false, true],
  consumerLogout: ['nothing', 'allKeys', 'pair'],
  consumerMayChangePassword: [false, true],
  consumerOnKeyRoutes: ['missing_authorization_key', 'invalid_authorization_key', 'not_allowed_for_apikey'],
  consumerKeyWithoutPermissions: ['refused', 'all'],
  consumerKeyMembers: ['all', 'until 2025'],
  creationTimeOffset: [0, 120, -480],
  enforcePermissions: [false, true],
  subaccountKeysExpire: [true, false],
  resetTokens: ['hex', 'base64'],
  forgotPasswordUnknownAddress: [404, 200],
  loginRateLimit: [
    null,
    { limit: 2, windowMs: 60_000 },
    { limit: 2, windowMs: 60_000, retryAfter: 'date' },
    { limit: 2, windowMs: 60_000, retryAfter: 'none' },
  ],
  sendDate: [true, false],
  cors: [
    { exposeDate: true, exposeRetryAfter: true },
    { exposeDate: false, exposeRetryAfter: false },
  ],
  characterClass: ['ascii', 'unicode'],
  lengthUnit: ['code units', 'code points', 'bytes'],
  errorOrder: ['listed', 'reversed'],
} satisfies { readonly [Name in keyof Switches]: readonly Switches[Name][] } satisfies Factors;

/** Every verb once, by somebody whose program has credentials and keeps them up to date. */
export const wholeJourney: readonly Case[] = theme(
  'whole journey',
  pairwise(unknowns).map((switches, row) => ({
    name: `under row ${row + 1} of the service's unknowns`,
    async run({ account, service, createClient }) {
      await service.setSwitches(switches);
      let { email, password } = account;
      const client = createClient({ credentials: () => ({ email, password }) });
      // Logins are a minute apart, so that no limit on them is met.
      const pause = (): Promise<void> => service.advance(61_000);

      await client.login({ email, password });
      equal((await client.fetch('/analytics')).status, 200, 'status with the key');

      const pair = await client.createConsumerKey({ permissions: ['SEND_API', 'APIS'], label: 'journey' });
      equal(
        (await client.listConsumerKeys()).map(({ key, label }) => [key, label]),
        [[pair.key, 'journey']],
      );
      const mailer = createClient({ credentials: { email, password }, consumer: pair });
      const mail = { method: 'POST', body: JSON.stringify({ from: 'a@example.com', to: 'b@example.com' }) };
      equal((await mailer.fetch('/mail/send', mail)).status, 200, 'status of a mail');
      equal((await createClient({ consumer: pair }).fetch('/analytics')).status, 200, 'status with the pair');
      await client.deleteConsumerKey({ key: pair.key });
      equal((await mailer.fetch('/mail/send', mail)).status, 401, 'status of a mail without the pair');

      await client.changePassword({ currentPassword: password, newPassword: 'Newer-Horse-10' });
      password = 'Newer-Horse-10';
      await pause();
      equal((await client.fetch('/analytics')).status, 200, 'status after the change');

      const first = await tokenFromMail(client, service, email);
      const token = await tokenFromMail(client, service, email);
      equal(await client.verifyResetToken({ token: first }), switches['secondResetMailVoidsFirst'] === false);
      equal(await client.verifyResetToken({ token }), true);
      await client.resetPassword({ token, newPassword: 'Newest-Horse-11' });
      password = 'Newest-Horse-11';
      await pause();
      equal((await client.fetch('/analytics')).status, 200, 'status after the reset');
      equal(await client.verifyResetToken({ token }), false);

      await pause();
      await client.login({ email, password });
      equal((await client.session())?.account, email);
      ok((await client.logout()).revoked === 'now', 'the key to be revoked at the logout');
      await client.close();
      equal(
        (await service.keys()).filter(({ account: owner }) => owner === email),
        [],
        'keys that nobody holds any more',
      );
    },
  })),
);
