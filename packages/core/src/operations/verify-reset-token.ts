import * as v from 'valibot';
import { lazy } from '../standard-schema.ts';
import { input, token } from './fields.ts';
import type { Operation } from './operation.ts';
import { acknowledged } from './replies.ts';

const codes = {
  400: ['forgot_password_token_is_missing'],
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
  403: ['token_is_invalid'],
} as const;

/** What a check of a reset token takes. */
export interface VerifyResetTokenInput {
  token: string;
}

/** `GET /forgot-password?token=…`: whether a reset token is still valid. */
export const verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof codes> = {
  name: 'verifyResetToken',
  method: 'GET',
  path: '/forgot-password',
  auth: ['key'],
  repeatable: true,
  request: /* @__PURE__ */ lazy(() =>
    input({ token: token({ missing: 'forgot_password_token_is_missing' }) }),
  ),
  toWire: ({ token }) => ({ query: { token } }),
  success: 200,
  reply: /* @__PURE__ */ lazy(() =>
    v.pipe(
      acknowledged('success'),
      v.transform(() => true),
    ),
  ),
  answers: { token_is_invalid: false },
  codes,
};
