import snippet from '../snippets/verify-reset-token.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const verifyResetToken: Flow = {
  id: 'verifyResetToken',
  group: 'Password',
  title: 'Verify the token',
  lead: 'Check whether a reset token is still valid. The service needs an API key for this, so log in first.',
  fields: fieldsOf('verifyResetToken'),
  submit: 'Verify',
  snippet,
  call: ({ token }) => `isTokenValid(${literal(token)})`,
  async run({ client }, values, options) {
    const valid = await client.verifyResetToken({ token: typed(values, 'token') }, options);
    return valid
      ? { summary: 'The token is valid' }
      : {
          summary: 'The token is not valid: unknown, used or expired',
          tone: 'note',
          refusal: 'token_is_invalid',
        };
  },
};
