import { confirmPassword, newPassword, requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

/** The codes that the contract documents for `changePassword`, by status. */
export const changePasswordCodes = {
  400: [
    'invalid_mail_address',
    'current_password_is_missing',
    'current_password_can_not_be_empty',
    'password_is_missing',
    'password_length_should_not_be_less_than_10_characters',
    'password_should_contain_at_least_one_uppercase_character',
    'password_should_contain_at_least_one_lowercase_character',
    'password_should_contain_at_least_one_digit',
    'confirm_password_is_missing',
    'password_should_equal_confirm_password',
    'new_password_should_not_equal_current_password',
    'empty_request_body',
  ],
  401: keyCodes as typeof keyCodes,
  403: ['password_is_invalid', 'not_allowed_for_apikey'],
} as const;

/** What a change of password takes. */
export interface ChangePasswordInput {
  /** The password until now. Required. */
  currentPassword: string;
  /** Must meet {@link passwordRules} and differ from the current one. Required. */
  newPassword: string;
  /** The new password, typed again. Default: the new password. */
  confirmPassword?: string | undefined;
}

const fields: InputFields<ChangePasswordInput> = {
  currentPassword: {
    kind: 'password',
    wire: 'current_password',
    in: 'body',
    missing: 'current_password_is_missing',
    empty: 'current_password_can_not_be_empty',
  },
  newPassword,
  confirmPassword,
};

/** `PUT /change-password`: replaces the password of the account that the key belongs to. */
export const changePassword: Operation<ChangePasswordInput, void, typeof changePasswordCodes> = {
  name: 'changePassword',
  method: 'PUT',
  path: '/change-password',
  auth: ['key', 'consumer'],
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  resultless: true,
  members: acknowledged,
  reply: /* @__PURE__ */ replyOf(acknowledged, () => undefined),
  codes: changePasswordCodes,
};
