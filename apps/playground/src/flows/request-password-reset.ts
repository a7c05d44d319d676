import snippet from '../snippets/request-password-reset.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const requestPasswordReset: Flow = {
  id: 'requestPasswordReset',
  group: 'Password',
  title: 'Request a reset',
  lead: 'E-mail a secret token, valid for one hour. You do not need to be signed in.',
  fields: fieldsOf('requestPasswordReset'),
  submit: 'Send the mail',
  snippet,
  call: ({ email }) => `requestReset(${literal(email)})`,
  async run({ client }, values, options) {
    await client.requestPasswordReset({ email: typed(values, 'email') }, options);
    return { summary: 'The service accepted the request: look in the inbox', mailed: true };
  },
};
