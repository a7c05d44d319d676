import { requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

/** The codes that the contract documents for `verifyResetToken`, by status. */
export const verifyResetTokenCodes = {
  400: ['forgot_password_token_is_missing'],
  401: keyCodes as typeof keyCodes,
  403: ['token_is_invalid'],
} as const;

/** What a check of a reset token takes. */
export interface VerifyResetTokenInput {
  /** From the reset mail. Required. */
  token: string;
}

const fields: InputFields<VerifyResetTokenInput> = {
  token: { kind: 'token', wire: 'token', in: 'query', missing: 'forgot_password_token_is_missing' },
};

/** `GET /forgot-password?token=…`: whether a reset token is still valid. */
export const verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof verifyResetTokenCodes> = {
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
  codes: verifyResetTokenCodes,
};
