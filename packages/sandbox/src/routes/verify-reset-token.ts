import { success } from '../answer.ts';
import { needsCaller, type Route } from '../route.ts';

/** `GET /forgot-password?token=…`: whether a reset token would still be accepted. */
export const verifyResetToken: Route = {
  operation: 'verifyResetToken',
  method: 'GET',
  path: '/forgot-password',
  auth: ['apiKey'],
  takesJson: false,
  checks: [
    {
      status: 400,
      code: 'forgot_password_token_is_missing',
      when: ({ query }) => !query.get('token'),
    },
    ...needsCaller,
    {
      status: 403,
      code: 'token_is_invalid',
      when: ({ query, state }) => state.tokens.owner(query.get('token') ?? '') === undefined,
    },
  ],
  perform: () => success,
};
