import snippet from '../snippets/change-password.ts?raw';
import { literal } from './code.ts';
import { confirmation, fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const changePassword: Flow = {
  id: 'changePassword',
  group: 'Password',
  title: 'Change password',
  lead: 'Replace the password of the account that is signed in. The rules are checked here first, so an invalid password costs no request.',
  fields: fieldsOf('changePassword'),
  submit: 'Change password',
  snippet,
  call: ({ currentPassword, newPassword }) => `changePassword(${literal({ currentPassword, newPassword })})`,
  async run({ client }, values, options) {
    const currentPassword = typed(values, 'currentPassword');
    const newPassword = typed(values, 'newPassword');
    await client.changePassword({ currentPassword, newPassword, ...confirmation(values) }, options);
    return { summary: 'The password is changed' };
  },
};
