import type { ErrorCode, StorageCode } from './codes.ts';
import { english } from './english.ts';
import {
  BadRequestError,
  type ErrorDetails,
  ForbiddenError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  OutcomeUnknownError,
  RateLimitedError,
  RedirectRefusedError,
  ServerError,
  SignedOutError,
  StorageError,
  TimeoutError,
  TurboSMTPAuthError,
  UnauthorizedError,
  UnexpectedResponseError,
} from './errors.ts';

const byCode: Partial<Record<ErrorCode, typeof TurboSMTPAuthError>> = {
  invalid_input: InvalidInputError,
  network: NetworkError,
  timeout: TimeoutError,
  outcome_unknown: OutcomeUnknownError,
  redirect_refused: RedirectRefusedError,
  unexpected_response: UnexpectedResponseError,
  rate_limited: RateLimitedError,
  server_error: ServerError,
  signed_out: SignedOutError,
};

const byStatus: Partial<Record<number, typeof TurboSMTPAuthError>> = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
};

const classOf = (code: ErrorCode, status?: number): typeof TurboSMTPAuthError =>
  byCode[code] ?? (code.startsWith('storage_') ? StorageError : byStatus[status ?? 0]) ?? TurboSMTPAuthError;

/** The facts of an error beyond its code. `hint` replaces the usual one where there is a better. */
export type ErrorFacts = Partial<Omit<ErrorDetails, 'code' | 'message' | 'hint'>> & {
  readonly hint?: string | undefined;
};

/** Builds every error: the code chooses the sentence, the code and the status choose the class. */
export function errorOf(code: ErrorCode, facts: ErrorFacts = {}): TurboSMTPAuthError {
  const [message, hint] = english[code];
  return new (classOf(code, facts.status))({ ...facts, hint: facts.hint ?? hint, code, message });
}

/** What is wrong with the medium of a key store: a code, and a hint where there is a better one than the code's. */
export interface StorageFault {
  readonly code: StorageCode;
  readonly hint?: string | undefined;
  readonly retryable?: boolean | undefined;
}

/** An error of a key store. */
export function storageError(code: StorageCode, facts?: Omit<StorageFault, 'code'>): StorageError {
  return errorOf(code, facts) as StorageError; // the code begins with `storage_`
}

/** The error for one field or option that is invalid. It names the field, and never shows its value. */
export function invalidInput(
  path: string,
  code: string,
  facts?: Pick<ErrorFacts, 'hint' | 'operation'>,
): InvalidInputError {
  return errorOf('invalid_input', { ...facts, issues: [{ path, code }] });
}
