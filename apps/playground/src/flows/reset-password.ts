import snippet from '../snippets/reset-password.ts?raw';
import { literal } from './code.ts';
import { confirmation, fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const resetPassword: Flow = {
  id: 'resetPassword',
  group: 'Password',
  title: 'Reset password',
  lead: 'Set a new password with the token of the mail. It works once, signed in or not.',
  fields: fieldsOf('resetPassword'),
  submit: 'Set the password',
  snippet,
  call: ({ token, newPassword }) => `resetPassword(${literal(token)}, ${literal(newPassword)})`,
  async run({ client }, values, options) {
    const newPassword = typed(values, 'newPassword');
    await client.resetPassword(
      { token: typed(values, 'token'), newPassword, ...confirmation(values) },
      options,
    );
    return { summary: 'The password is set: log in with it' };
  },
};
