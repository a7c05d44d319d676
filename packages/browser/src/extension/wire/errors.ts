import { type ErrorCode, type ErrorDetails, TurboSMTPAuthError } from '@turbosmtp-auth/core/errors';

/** An error of ours as JSON. It holds nothing that the error does not show anyway. */
export type WireError = Omit<ErrorDetails, 'retryAt' | 'code'> & {
  /** Of a version that may be newer than the reader's. */
  readonly code: string;
  readonly name: string;
  readonly retryAt?: number | undefined;
};

/**
 * Counted up with every error code that is added. A caller sends its own number, since an old page may ask a new background
 * after an update. A page then needs no list of codes.
 */
export const WIRE_VERSION = 1;

/** In which version a code was added, if it was not there from the first: the compiler asks for each. */
const addedIn: Readonly<Partial<Record<string, number>> & Record<Exclude<ErrorCode, FirstCode>, number>> = {};

type FirstCode =
  | 'invalid_input'
  | 'network'
  | 'timeout'
  | 'outcome_unknown'
  | 'redirect_refused'
  | 'unexpected_response'
  | 'rate_limited'
  | 'server_error'
  | 'signed_out'
  | 'account_mismatch'
  | 'not_allowed'
  | 'closed'
  | 'unknown'
  | 'storage_unavailable'
  | 'storage_denied'
  | 'storage_insecure'
  | 'storage_damaged'
  | 'storage_wrong_key'
  | 'storage_misplaced'
  | 'storage_too_new'
  | 'storage_full'
  | 'storage_timeout'
  | 'storage_below_assurance'
  | 'missing_required_parameter'
  | 'missing_required_parameter_email'
  | 'wrong_credentials_specified'
  | 'missing_authorization_key'
  | 'invalid_authorization_key'
  | 'account_is_inactive'
  | 'invalid_mail_address'
  | 'current_password_is_missing'
  | 'current_password_can_not_be_empty'
  | 'password_is_missing'
  | 'password_length_should_not_be_less_than_10_characters'
  | 'password_should_contain_at_least_one_uppercase_character'
  | 'password_should_contain_at_least_one_lowercase_character'
  | 'password_should_contain_at_least_one_digit'
  | 'confirm_password_is_missing'
  | 'password_should_equal_confirm_password'
  | 'new_password_should_not_equal_current_password'
  | 'empty_request_body'
  | 'password_is_invalid'
  | 'not_allowed_for_apikey'
  | 'email_not_found'
  | 'key_not_found'
  | 'forgot_password_token_is_missing'
  | 'token_is_missing'
  | 'token_can_not_be_empty'
  | 'token_is_invalid';

/** An error for a side of that version. A code that it does not know is `unknown`, with that code as `serverCode`, and of no class. */
export const knownTo = (version: number, error: WireError): WireError =>
  (addedIn[error.code] ?? 1) > version
    ? { ...error, name: 'TurboSMTPAuthError', code: 'unknown', serverCode: error.code }
    : error;

export function errorToWire(error: TurboSMTPAuthError): WireError {
  const { name, code, message, hint, retryAt } = error;
  const { reason, hintValues, status, serverCode, operation, retryable, issues } = error;
  return {
    name,
    code,
    // The hint may stand at the end of the message, and is sent once.
    message: message.endsWith(hint) ? message.slice(0, -hint.length).trimEnd() : message,
    hint,
    ...(reason !== undefined && { reason }),
    ...(hintValues && { hintValues }),
    ...(status !== undefined && { status }),
    ...(serverCode !== undefined && { serverCode }),
    ...(operation && { operation }),
    ...(retryable && { retryable }),
    ...(retryAt && { retryAt: retryAt.getTime() }),
    ...(issues && { issues }),
  };
}

/**
 * The error again. It has the name of its class, which is all that `instanceof` asks for: a popup does not bundle the
 * classes.
 */
export function errorOf({ name, code, retryAt, ...details }: WireError): TurboSMTPAuthError {
  const Named = class extends TurboSMTPAuthError {
    override get name(): string {
      return name;
    }
  };
  return new Named({
    ...details,
    code: code as ErrorCode, // the other side sends none that this version does not know
    retryAt: retryAt === undefined ? undefined : new Date(retryAt),
  });
}
