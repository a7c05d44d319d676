import {
  type ErrorOf,
  isErrorOf,
  isTurboSMTPAuthError,
  type OperationName,
  type ServiceCode,
} from '@turbosmtp-auth/core';
import type { Same } from './assert.ts';

type KeyCode = 'missing_authorization_key' | 'invalid_authorization_key' | 'account_is_inactive';
type RuleCode = `password_${
  | 'length_should_not_be_less_than_10_characters'
  | `should_contain_at_least_one_${'uppercase_character' | 'lowercase_character' | 'digit'}`}`;
type NewPasswordCode =
  | 'empty_request_body'
  | 'password_is_missing'
  | RuleCode
  | 'confirm_password_is_missing'
  | 'password_should_equal_confirm_password';

/** What each operation can be refused with, transcribed from the contract. */
interface Codes {
  login: 'missing_required_parameter' | 'wrong_credentials_specified';
  logout: KeyCode;
  changePassword:
    | NewPasswordCode
    | KeyCode
    | 'invalid_mail_address'
    | 'current_password_is_missing'
    | 'current_password_can_not_be_empty'
    | 'new_password_should_not_equal_current_password'
    | 'password_is_invalid'
    | 'not_allowed_for_apikey';
  requestPasswordReset: 'empty_request_body' | 'missing_required_parameter' | 'email_not_found';
  verifyResetToken: KeyCode | 'forgot_password_token_is_missing' | 'token_is_invalid';
  resetPassword: NewPasswordCode | 'token_is_missing' | 'token_can_not_be_empty' | 'token_is_invalid';
  listConsumerKeys: KeyCode;
  createConsumerKey: KeyCode;
  deleteConsumerKey: KeyCode | 'key_not_found';
}

export type Errors = [
  Same<OperationName, keyof Codes>,
  Same<ServiceCode, Codes[OperationName]>,
  Same<ErrorOf<'login'>['code'], Codes['login'] | 'unknown'>,
  Same<ErrorOf<'logout'>['code'], Codes['logout'] | 'unknown'>,
  Same<ErrorOf<'changePassword'>['code'], Codes['changePassword'] | 'unknown'>,
  Same<ErrorOf<'requestPasswordReset'>['code'], Codes['requestPasswordReset'] | 'unknown'>,
  Same<ErrorOf<'verifyResetToken'>['code'], Codes['verifyResetToken'] | 'unknown'>,
  Same<ErrorOf<'resetPassword'>['code'], Codes['resetPassword'] | 'unknown'>,
  Same<ErrorOf<'listConsumerKeys'>['code'], Codes['listConsumerKeys'] | 'unknown'>,
  Same<ErrorOf<'createConsumerKey'>['code'], Codes['createConsumerKey'] | 'unknown'>,
  Same<ErrorOf<'deleteConsumerKey'>['code'], Codes['deleteConsumerKey'] | 'unknown'>,
];

/** Every code of an operation in a switch, and nothing left over. */
export function verifying(error: unknown): string {
  if (!isErrorOf('verifyResetToken', error)) return 'another';
  const operation: 'verifyResetToken' = error.operation;
  const status: number = error.status;
  switch (error.code) {
    case 'forgot_password_token_is_missing':
    case 'missing_authorization_key':
    case 'invalid_authorization_key':
    case 'account_is_inactive':
    case 'token_is_invalid':
    case 'unknown':
      return `${operation} ${status}`;
    default:
      return left(error.code);
  }
}

/** A code of another operation is no case of this one. */
export function loggingIn(error: unknown): boolean {
  // @ts-expect-error `login` never says this
  return isErrorOf('login', error) && error.code === 'token_is_invalid';
}

/** The base guard gives every code there is. */
export function any(error: unknown): boolean {
  return isTurboSMTPAuthError(error) && error.code === 'storage_full' && error.hint !== '';
}

function left(code: never): never {
  throw new Error(`no case for ${String(code)}`);
}
