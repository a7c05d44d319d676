import type { OperationName, StatusCode } from '../operations/codes.ts';
import type { ErrorCode, StorageCode } from './codes.ts';
import type { HintValues } from './hints.ts';
import { isError } from './is-error.ts';

/** What an error lists if it is known, in this order. */
const facts = [
  'code',
  'retryable',
  'reason',
  'hintValues',
  'status',
  'serverCode',
  'operation',
  'retryAt',
  'issues',
] as const;

// A registered symbol, so that errors are recognised across copies of this package.
const brand: unique symbol = Symbol.for('@turbosmtp-auth/error');

/** One thing wrong with an input: where, and what. Never the value. */
export interface InputIssue {
  /** The field or the option: `newPassword`, `retry.attempts`, … */
  readonly path: string;
  /** A code of the service for a field, or one of this library, such as `out_of_range`. */
  readonly code: string;
  /** What is wrong, one sentence in English. */
  readonly message: string;
}

/** What an error is made of. Only fixed sentences and facts: no input, no URL, no other library's error. */
export interface ErrorDetails<Code extends ErrorCode = ErrorCode> {
  /** What happened. */
  readonly code: Code;
  /** What happened. The message of the error is this text, and the hint after it. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** Names the hint. Absent: the hint is the usual one of the code. */
  readonly reason?: string | undefined;
  /** What the hint names. Absent: nothing. */
  readonly hintValues?: HintValues | undefined;
  /** HTTP status. Absent: the service did not answer. */
  readonly status?: number | undefined;
  /** What the service said. Absent: its code is documented, or looks like no code. */
  readonly serverCode?: string | undefined;
  /** The call that failed. Absent: no call did. */
  readonly operation?: OperationName | 'fetch' | undefined;
  /** Whether the same call is safe to repeat. Default `false`. */
  readonly retryable?: boolean | undefined;
  /** When to try again. Absent: not known. */
  readonly retryAt?: Date | undefined;
  /** What is wrong with the input. Absent: nothing. */
  readonly issues?: readonly InputIssue[] | undefined;
}

/** What `toJSON` of an error gives, and beside it the facts that are known, under their names. */
export interface PlainError extends Record<string, unknown> {
  /** The name of the class. */
  name: string;
  /** What happened, as a literal to switch on. */
  code: ErrorCode;
  /** What happened, what is wrong with each field, and what to do next. */
  message: string;
  /** What to do next, in English. */
  hint: string;
}

/**
 * Base of every error this library throws, but for the `FetchError` of `createApi`. Recognise it with `isTurboSMTPAuthError`,
 * which also works across copies.
 */
export class TurboSMTPAuthError extends Error {
  /** The name of the class. */
  // An accessor, so that the name survives minifiers and printing an error does not list it twice.
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'TurboSMTPAuthError';
  }
  /** Recognises errors of other copies of this package, such as the one in the package for Node, by the name of their class. */
  // biome-ignore-start lint/complexity/noThisInStatic: it is the class that is asked for, which may be a derived one.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      super[Symbol.hasInstance](value) ||
      // A class that a user derives has no name of its own: another copy does not recognise its errors.
      (isTurboSMTPAuthError(value) &&
        Object.hasOwn(this.prototype, 'name') &&
        ['TurboSMTPAuthError', value.name].includes(this.prototype.name))
    );
  }
  // biome-ignore-end lint/complexity/noThisInStatic: until here.
  /** What happened, as a literal to switch on. */
  declare readonly code: ErrorCode;
  /** HTTP status, where the service answered. */
  declare readonly status?: number;
  /** With code `unknown`: what the service said, if it looks like a code. */
  declare readonly serverCode?: string;
  /** The call that failed. */
  declare readonly operation?: OperationName | 'fetch';
  /** Whether the same call may succeed later, and is safe to repeat. */
  declare readonly retryable: boolean;
  /** Not before this time. */
  declare readonly retryAt?: Date;
  /** What to do next, one sentence in English. The message ends with it, so it is not listed when the error is printed. */
  declare readonly hint: string;
  /** Names the hint, for languages and programs, if it is not the usual one of the code. */
  declare readonly reason?: string;
  /** What the hint names beside its fixed words, such as a system's code. */
  declare readonly hintValues?: HintValues;
  /** What is wrong with the input, for {@link InvalidInputError}. */
  declare readonly issues?: readonly InputIssue[];

  /** Takes all that is known of the error. `storageError` and `invalidInput` build those that stores throw. */
  constructor(details: ErrorDetails) {
    // Many printers show the stack alone, which begins with the message.
    // biome-ignore lint/style/useTemplate: the bytes of a template count where nothing but the classes is loaded.
    super(details.message + ' ' + details.hint);
    // Other printers list every fact as well, and would say it twice.
    Object.defineProperties(this, { [brand]: { value: true }, hint: { value: details.hint } });
    for (const name of facts)
      if (details[name] !== undefined) (this as Record<string, unknown>)[name] = details[name]; // of the same name
    this.retryable ??= false;
  }

  /** All that is known of the error, for a log. It holds no secret, and no stack. */
  toJSON(): PlainError {
    // Its facts are what it lists.
    return { name: this.name, message: this.message, hint: this.hint, ...(this as { code: ErrorCode }) };
  }
}

/** Refused before any request: `issues` says which fields and why. */
export class InvalidInputError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'InvalidInputError';
  }
  /** The only code of this class. */
  declare readonly code: 'invalid_input';
  /** What is wrong, one thing each; never empty. */
  declare readonly issues: readonly InputIssue[];
}

/** The service answered 400: a field is missing or breaks a rule. */
export class BadRequestError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'BadRequestError';
  }
  /** What the service said, or `unknown` if that is not documented. */
  declare readonly code: StatusCode<400> | 'unknown';
  /** HTTP status. */
  declare readonly status: 400;
}

/** The service answered 401: the key is missing, refused, or its account inactive. */
export class UnauthorizedError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'UnauthorizedError';
  }
  /** What the service said, or `unknown` if that is not documented. */
  declare readonly code: StatusCode<401> | 'unknown';
  /** HTTP status. */
  declare readonly status: 401;
}

/** The service answered 403: wrong credentials, wrong current password, invalid token, or not allowed. */
export class ForbiddenError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'ForbiddenError';
  }
  /** What the service said, or `unknown` if that is not documented. */
  declare readonly code: StatusCode<403> | 'unknown';
  /** HTTP status. */
  declare readonly status: 403;
}

/** The service answered 404: it knows no such address or key. */
export class NotFoundError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'NotFoundError';
  }
  /** What the service said, or `unknown` if that is not documented. */
  declare readonly code: StatusCode<404> | 'unknown';
  /** HTTP status. */
  declare readonly status: 404;
}

/** The service answered 429, or did so lately: `retryAt` says when to come back. */
export class RateLimitedError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'RateLimitedError';
  }
  /** The only code of this class. */
  declare readonly code: 'rate_limited';
  /** When to come back; calls before that fail at once. */
  declare readonly retryAt: Date;
}

/** The service answered 5xx. */
export class ServerError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'ServerError';
  }
  /** The only code of this class. */
  declare readonly code: 'server_error';
  /** HTTP status, 500 to 599. */
  declare readonly status: number;
}

/** The answer is not the documented JSON; it may come from something between here and the service. */
export class UnexpectedResponseError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'UnexpectedResponseError';
  }
  /** The only code of this class. */
  declare readonly code: 'unexpected_response';
}

/** The answer was a redirect, which is never followed: it would take the password or the key elsewhere. */
export class RedirectRefusedError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'RedirectRefusedError';
  }
  /** The only code of this class. */
  declare readonly code: 'redirect_refused';
}

/** The service could not be reached, or its answer was lost; repeating the call does no harm. */
export class NetworkError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'NetworkError';
  }
  /** The only code of this class. */
  declare readonly code: 'network';
}

/** The deadline passed. Repeating the call does no harm if `retryable` is true. */
export class TimeoutError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'TimeoutError';
  }
  /** The only code of this class. */
  declare readonly code: 'timeout';
}

/** No answer came to a request that may have reached the service, and repeating it could do harm. */
export class OutcomeUnknownError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'OutcomeUnknownError';
  }
  /** The only code of this class. */
  declare readonly code: 'outcome_unknown';
}

/** The call needs an API key and there is none. */
export class SignedOutError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'SignedOutError';
  }
  /** `account_mismatch`: the profile is signed in to another account. */
  declare readonly code: 'signed_out' | 'account_mismatch';
}

/** The key store cannot be used as asked; nothing was lost or overwritten. */
export class StorageError extends TurboSMTPAuthError {
  /** Stays the same if a bundler renames the class. */
  override get name(): string {
    return 'StorageError';
  }
  /** What is wrong with the store, as a literal to switch on. */
  declare readonly code: StorageCode;
}

/**
 * Whether something thrown is an error of this library, from any copy of it.
 *
 * @example
 * ```ts
 * import { type Client, isTurboSMTPAuthError } from '@turbosmtp-auth/core';
 *
 * declare const client: Client;
 *
 * await client.apiKey().catch((error) => {
 *   if (!isTurboSMTPAuthError(error)) throw error;
 *   console.log(error.code, error.hint);
 * });
 * ```
 */
export function isTurboSMTPAuthError(error: unknown): error is TurboSMTPAuthError {
  try {
    return isError(error) && (error as { readonly [brand]?: unknown })[brand] === true;
  } catch {
    return false; // a hostile proxy
  }
}
