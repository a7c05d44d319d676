import snippet from '../snippets/verify-reset-token.ts?raw';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const verifyResetToken: Flow = {
  id: 'verifyResetToken',
  title: 'Verify the token',
  lead: 'Ask whether a reset token would still be taken. The service wants an API key for this, so it is for people who are signed in.',
  fields: fieldsOf('verifyResetToken'),
  submit: 'Verify',
  snippet,
  async run({ client }, values, options) {
    const valid = await client.verifyResetToken({ token: typed(values, 'token') }, options);
    return valid
      ? { summary: 'The token is valid' }
      : { summary: 'The token is not valid: unknown, used or expired', tone: 'note' };
  },
};
