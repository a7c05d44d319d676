import { confirmPassword, newPassword, requestOf } from './fields.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

/** The codes that the contract documents for `resetPassword`, by status. */
export const resetPasswordCodes = {
  400: [
    'empty_request_body',
    'token_is_missing',
    'token_can_not_be_empty',
    'password_is_missing',
    'password_length_should_not_be_less_than_10_characters',
    'password_should_contain_at_least_one_uppercase_character',
    'password_should_contain_at_least_one_lowercase_character',
    'password_should_contain_at_least_one_digit',
    'confirm_password_is_missing',
    'password_should_equal_confirm_password',
    // In the service's schema only.
    'new_password_should_not_equal_current_password',
    'current_password_is_missing',
    'current_password_can_not_be_empty',
  ],
  403: ['token_is_invalid'],
} as const;

/** What a reset of a forgotten password takes. */
export interface ResetPasswordInput {
  /** From the reset mail. It is valid for one hour. Required. */
  token: string;
  /** Must meet {@link passwordRules}. Required. */
  newPassword: string;
  /** The new password, typed again. Default: the new password. */
  confirmPassword?: string | undefined;
}

const fields: InputFields<ResetPasswordInput> = {
  token: {
    kind: 'token',
    wire: 'token',
    in: 'body',
    missing: 'token_is_missing',
    empty: 'token_can_not_be_empty',
  },
  newPassword,
  confirmPassword,
};

/** `PUT /forgot-password`: sets a new password with the token from the reset mail. */
export const resetPassword: Operation<ResetPasswordInput, void, typeof resetPasswordCodes> = {
  name: 'resetPassword',
  method: 'PUT',
  path: '/forgot-password',
  auth: [],
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  resultless: true,
  members: acknowledged,
  reply: /* @__PURE__ */ replyOf(acknowledged, () => undefined),
  codes: resetPasswordCodes,
};
