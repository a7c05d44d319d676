import * as v from 'valibot';
import { lazy } from '../standard-schema.ts';
import { input, meetsRules, newPassword, token } from './fields.ts';
import type { Operation } from './operation.ts';
import { acknowledged } from './replies.ts';

const codes = {
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
  ],
  403: ['token_is_invalid'],
} as const;

/** What a reset of a forgotten password takes. */
export interface ResetPasswordInput {
  token: string;
  newPassword: string;
  /** Default: the new password. */
  confirmPassword?: string | undefined;
}

/** `PUT /forgot-password`: sets a new password with the token from the reset mail. */
export const resetPassword: Operation<ResetPasswordInput, void, typeof codes> = {
  name: 'resetPassword',
  method: 'PUT',
  path: '/forgot-password',
  auth: [],
  repeatable: false,
  request: /* @__PURE__ */ lazy(() =>
    v.pipe(
      input({
        token: token({ missing: 'token_is_missing', empty: 'token_can_not_be_empty' }),
        ...newPassword(),
      }),
      meetsRules(),
    ),
  ),
  toWire: ({ token, newPassword, confirmPassword = newPassword }) => ({
    body: { token, password: newPassword, confirm_password: confirmPassword },
  }),
  success: 200,
  reply: /* @__PURE__ */ lazy(() => acknowledged('success')),
  codes,
};
