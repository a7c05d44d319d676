import snippet from '../snippets/change-password.ts?raw';
import { confirmation, fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const changePassword: Flow = {
  id: 'changePassword',
  title: 'Change password',
  lead: 'Replace the password of the account that is signed in. The rules are checked here first, so a hopeless try costs no request.',
  fields: fieldsOf('changePassword'),
  submit: 'Change password',
  snippet,
  async run({ client }, values, options) {
    const currentPassword = typed(values, 'currentPassword');
    const newPassword = typed(values, 'newPassword');
    await client.changePassword({ currentPassword, newPassword, ...confirmation(values) }, options);
    return { summary: 'The password is changed' };
  },
};
