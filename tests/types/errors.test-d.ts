import {
  type BadRequestError,
  type ErrorOf,
  type ForbiddenError,
  type InputIssue,
  InvalidInputError,
  isErrorOf,
  isTurboSMTPAuthError,
  type NotFoundError,
  type OperationName,
  type OutcomeUnknownError,
  RateLimitedError,
  type ServerError,
  type ServiceCode,
  type SignedOutError,
  type StorageCode,
  type StorageError,
  TurboSMTPAuthError,
  type UnauthorizedError,
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
  requestPasswordReset:
    | 'empty_request_body'
    | 'missing_required_parameter'
    | 'missing_required_parameter_email'
    | 'email_not_found';
  verifyResetToken: KeyCode | 'forgot_password_token_is_missing' | 'token_is_invalid';
  resetPassword:
    | NewPasswordCode
    | 'token_is_missing'
    | 'token_can_not_be_empty'
    | 'new_password_should_not_equal_current_password'
    | 'current_password_is_missing'
    | 'current_password_can_not_be_empty'
    | 'token_is_invalid';
  listConsumerKeys: KeyCode;
  createConsumerKey: KeyCode;
  deleteConsumerKey: KeyCode | 'key_not_found';
}

export type Errors = [
  Same<OperationName, keyof Codes>,
  Same<ServiceCode, Codes[OperationName]>,
  Same<
    { [Name in OperationName]: ErrorOf<Name>['code'] },
    { [Name in OperationName]: Codes[Name] | 'unknown' }
  >,
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

/** Each class has what it always has, and its own codes only. */
export type Classes = [
  Same<InvalidInputError['code'], 'invalid_input'>,
  Same<InvalidInputError['issues'], readonly InputIssue[]>,
  Same<keyof InputIssue, 'path' | 'code' | 'message'>,
  Same<RateLimitedError['code'], 'rate_limited'>,
  Same<RateLimitedError['retryAt'], Date>,
  Same<ServerError['code'], 'server_error'>,
  Same<UnauthorizedError['code'], KeyCode | 'unknown'>,
  Same<UnauthorizedError['status'], 401>,
  Same<NotFoundError['code'], 'email_not_found' | 'key_not_found' | 'unknown'>,
  Same<
    ForbiddenError['code'],
    | 'wrong_credentials_specified'
    | 'password_is_invalid'
    | 'not_allowed_for_apikey'
    | 'token_is_invalid'
    | 'unknown'
  >,
  Same<Extract<BadRequestError['code'], KeyCode>, never>,
  Same<Exclude<NewPasswordCode, BadRequestError['code']>, never>,
  Same<SignedOutError['code'], 'signed_out' | 'account_mismatch'>,
  Same<StorageError['code'], StorageCode>,
  Same<OutcomeUnknownError['code'], 'outcome_unknown'>,
];

/** Narrowed by class, a time and the fields need no question mark. */
export function telling(error: unknown): string {
  if (error instanceof RateLimitedError) return error.retryAt.toISOString();
  if (error instanceof InvalidInputError) return error.issues.map(({ message }) => message).join(' ');
  // @ts-expect-error on the base class either may be absent
  if (error instanceof TurboSMTPAuthError) return error.retryAt.toISOString();
  return '';
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
