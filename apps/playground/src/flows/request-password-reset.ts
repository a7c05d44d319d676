import snippet from '../snippets/request-password-reset.ts?raw';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const requestPasswordReset: Flow = {
  id: 'requestPasswordReset',
  title: 'Request a reset',
  lead: 'Have a mail sent with a secret token, valid for one hour. Nobody needs to be signed in.',
  fields: fieldsOf('requestPasswordReset'),
  submit: 'Send the mail',
  snippet,
  async run({ client }, values, options) {
    await client.requestPasswordReset({ email: typed(values, 'email') }, options);
    return { summary: 'The service took the request: look in the inbox' };
  },
};
