import type { OperationName } from '../operations/codes.ts';
import type { ErrorCode, StorageCode } from './codes.ts';

// A registered symbol, so that errors are recognised across copies of this package.
const brand: symbol = Symbol.for('@turbosmtp-auth/error');

/** One thing wrong with an input: where, and a code for what. Never the value. */
export interface InputIssue {
  readonly path: string;
  readonly code: string;
}

/** What an error is made of. Only fixed sentences and facts: no input, no URL, no other library's error. */
export interface ErrorDetails<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly status?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly operation?: OperationName | 'fetch' | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAt?: Date | undefined;
  readonly issues?: readonly InputIssue[] | undefined;
}

/**
 * Base of every error this library throws, but for the `FetchError` of `createApi`. Recognise it with `isTurboSMTPAuthError`,
 * which also works across copies.
 */
export class TurboSMTPAuthError extends Error {
  // An accessor, so that the name survives minifiers and printing an error does not list it twice.
  override get name(): string {
    return 'TurboSMTPAuthError';
  }
  /** What happened, as a literal to switch on. */
  readonly code: ErrorCode;
  /** HTTP status, where the service answered. */
  declare readonly status?: number;
  /** With code `unknown`: what the service said, if it looks like a code. */
  declare readonly serverCode?: string;
  /** The call that failed. */
  declare readonly operation?: OperationName | 'fetch';
  /** Whether the same call may succeed later, and is safe to repeat. */
  readonly retryable: boolean;
  /** Not before this time. */
  declare readonly retryAt?: Date;
  /** What to do next, one sentence. */
  readonly hint: string;
  /** What is wrong with the input, for {@link InvalidInputError}. */
  declare readonly issues?: readonly InputIssue[];

  constructor(details: ErrorDetails) {
    super(details.message);
    Object.defineProperty(this, brand, { value: true });
    this.code = details.code;
    this.retryable = details.retryable ?? false;
    this.hint = details.hint;
    for (const name of ['status', 'serverCode', 'operation', 'retryAt', 'issues'] as const) {
      const value = details[name];
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: true });
    }
  }
}

/** Refused before any request: `issues` says which fields and why. */
export class InvalidInputError extends TurboSMTPAuthError {
  override get name(): string {
    return 'InvalidInputError';
  }
}

/** The service answered 400: a field is missing or breaks a rule. */
export class BadRequestError extends TurboSMTPAuthError {
  override get name(): string {
    return 'BadRequestError';
  }
}

/** The service answered 401: the key is missing, refused, or its account inactive. */
export class UnauthorizedError extends TurboSMTPAuthError {
  override get name(): string {
    return 'UnauthorizedError';
  }
}

/** The service answered 403: wrong credentials, wrong current password, invalid token, or not allowed. */
export class ForbiddenError extends TurboSMTPAuthError {
  override get name(): string {
    return 'ForbiddenError';
  }
}

/** The service answered 404: it knows no such address or key. */
export class NotFoundError extends TurboSMTPAuthError {
  override get name(): string {
    return 'NotFoundError';
  }
}

/** The service answered 429, or did so lately: `retryAt` says when to come back. */
export class RateLimitedError extends TurboSMTPAuthError {
  override get name(): string {
    return 'RateLimitedError';
  }
}

/** The service answered 5xx. */
export class ServerError extends TurboSMTPAuthError {
  override get name(): string {
    return 'ServerError';
  }
}

/** The answer is not the documented JSON; it may come from something between here and the service. */
export class UnexpectedResponseError extends TurboSMTPAuthError {
  override get name(): string {
    return 'UnexpectedResponseError';
  }
}

/** The answer was a redirect, which is never followed: it would take the password or the key elsewhere. */
export class RedirectRefusedError extends TurboSMTPAuthError {
  override get name(): string {
    return 'RedirectRefusedError';
  }
}

/** No answer, and repeating the call does no harm. */
export class NetworkError extends TurboSMTPAuthError {
  override get name(): string {
    return 'NetworkError';
  }
}

/** The deadline passed, and repeating the call does no harm. */
export class TimeoutError extends TurboSMTPAuthError {
  override get name(): string {
    return 'TimeoutError';
  }
}

/** The request was sent, its answer was lost, and repeating it could do harm. */
export class OutcomeUnknownError extends TurboSMTPAuthError {
  override get name(): string {
    return 'OutcomeUnknownError';
  }
}

/** The call needs an API key and there is none. */
export class SignedOutError extends TurboSMTPAuthError {
  override get name(): string {
    return 'SignedOutError';
  }
}

/** The key store cannot be used as asked; nothing was lost or overwritten. */
export class StorageError extends TurboSMTPAuthError {
  override get name(): string {
    return 'StorageError';
  }
  declare readonly code: StorageCode;
}

/** Whether something thrown is an error of this library, from whichever copy of it. */
export function isTurboSMTPAuthError(error: unknown): error is TurboSMTPAuthError {
  try {
    return error instanceof Error && Reflect.get(error, brand) === true;
  } catch {
    return false; // a hostile proxy
  }
}
