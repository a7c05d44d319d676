import { ForbiddenError, UnauthorizedError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, refused } from './expect.ts';
import { watchedFetch } from './wire.ts';

const newPassword = 'Newer-Horse-10';

export const changePassword: readonly Case[] = theme('change password', [
  {
    name: 'replaces the password and keeps the session',
    async run({ account, createClient }) {
      const client = createClient();
      await client.login(account);
      equal(await client.changePassword({ currentPassword: account.password, newPassword }), undefined);
      equal((await client.fetch('/analytics')).status, 200);
      await refused(client.login(account), { class: ForbiddenError, code: 'wrong_credentials_specified' });
      await client.login({ ...account, password: newPassword });
    },
  },
  {
    name: 'sends the confirmation, which is the new password unless given',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      const currentPassword = account.password;
      await client.changePassword({ currentPassword, newPassword });
      const body = {
        current_password: currentPassword,
        password: newPassword,
        confirm_password: newPassword,
      };
      equal(JSON.parse(seen.at(-1)?.body ?? ''), body);
    },
  },
  {
    name: 'sends a password beyond ASCII exactly as typed',
    async run({ account, service, createClient }) {
      const spelled = 'Zoe\u0308-\u{1F40E}-Horse 9';
      const client = createClient();
      await client.login(account);
      await client.changePassword({ currentPassword: account.password, newPassword: spelled });
      await createClient().login({ ...account, password: spelled });
      equal((await service.keys()).length > 0, true);
    },
  },
  {
    name: 'with a wrong current password is refused after one request, and changes nothing',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const before = (await service.requests()).length;
      await refused(client.changePassword({ currentPassword: 'Wrong-Horse-99', newPassword }), {
        class: ForbiddenError,
        code: 'password_is_invalid',
        status: 403,
        operation: 'changePassword',
      });
      equal((await service.requests()).length, before + 1);
      await client.login(account);
    },
  },
  {
    name: 'with a key that was revoked is refused, and the session ends',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.revokeKeys();
      await refused(client.changePassword({ currentPassword: account.password, newPassword }), {
        class: UnauthorizedError,
        code: 'invalid_authorization_key',
        status: 401,
        operation: 'changePassword',
      });
      equal(await client.session(), null);
    },
  },
]);
