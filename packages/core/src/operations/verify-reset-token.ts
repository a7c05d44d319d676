import { requestOf } from './fields.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

const codes = {
  400: ['forgot_password_token_is_missing'],
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
  403: ['token_is_invalid'],
} as const;

/** What a check of a reset token takes. */
export interface VerifyResetTokenInput {
  token: string;
}

const fields: InputFields<VerifyResetTokenInput> = {
  token: { kind: 'token', wire: 'token', in: 'query', missing: 'forgot_password_token_is_missing' },
};

/** `GET /forgot-password?token=…`: whether a reset token is still valid. */
export const verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof codes> = {
  name: 'verifyResetToken',
  method: 'GET',
  path: '/forgot-password',
  auth: ['key'],
  repeatable: true,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  members: acknowledged,
  reply: /* @__PURE__ */ replyOf(acknowledged, () => true),
  answers: { token_is_invalid: false },
  codes,
};
