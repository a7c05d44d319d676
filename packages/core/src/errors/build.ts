import type { ErrorCode, StorageCode } from './codes.ts';
import { english } from './english.ts';
import {
  BadRequestError,
  type ErrorDetails,
  ForbiddenError,
  type InputIssue,
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
import type { HintFacts } from './hints.ts';
import { fieldsOf, issueText } from './issue-texts.ts';

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
  account_mismatch: SignedOutError,
};

const byStatus: Partial<Record<number, typeof TurboSMTPAuthError>> = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
};

const classOf = (code: ErrorCode, status?: number): typeof TurboSMTPAuthError =>
  byCode[code] ?? (code.startsWith('storage_') ? StorageError : byStatus[status ?? 0]) ?? TurboSMTPAuthError;

/** The facts of an error beyond its code. A hint replaces the usual one if there is a better. */
export type ErrorFacts = Partial<Omit<ErrorDetails, 'code' | 'message' | 'issues' | keyof HintFacts>> &
  HintFacts & {
    /** What is wrong with the input. Absent: nothing. */
    readonly issues?: readonly FoundIssue[] | undefined;
  };

/** One thing wrong with an input, with a sentence if the code has none in this package. */
export type FoundIssue = Omit<InputIssue, 'message'> & {
  /** What is wrong, one sentence in English. Absent: the words of the code. */
  readonly message?: string | undefined;
};

/** Builds every error: the code chooses the sentence, the code and the status choose the class. */
export function errorOf(code: ErrorCode, facts: ErrorFacts = {}): TurboSMTPAuthError {
  const [said, usual] = english[code];
  const { hint = usual, reason } = facts;
  const issues = facts.issues?.map((issue) => ({
    ...issue,
    message: issue.message ?? (issue.code === reason ? hint : issueText(issue.code)),
  }));
  const message = [said, ...fieldsOf(issues, hint)].join(' ');
  return new (classOf(code, facts.status))({ ...facts, hint, code, message, issues });
}

/** What is wrong with the medium of a key store: a code, and a hint if there is a better one than the code's. */
export interface StorageFault extends HintFacts {
  /** What is wrong. */
  readonly code: StorageCode;
  /** Whether the same call is safe to repeat. Default `false`. */
  readonly retryable?: boolean | undefined;
}

/** An error of a key store. For authors of stores. */
export function storageError(code: StorageCode, facts?: Omit<StorageFault, 'code'>): StorageError {
  return errorOf(code, facts) as StorageError; // the code begins with `storage_`
}

/**
 * The error for one field or option that is invalid. It names the field, and never shows its value. For authors of stores.
 *
 * @param facts `message` says what is wrong, in one sentence. Without it, the words of the code do.
 */
export function invalidInput(
  path: string,
  code: string,
  {
    message,
    ...facts
  }: Pick<ErrorFacts, keyof HintFacts | 'operation'> & {
    /** What is wrong, one sentence in English. Absent: the words of the code. */
    readonly message?: string | undefined;
  } = {},
): InvalidInputError {
  return errorOf('invalid_input', { ...facts, issues: [{ path, code, message }] }) as InvalidInputError; // the code's class
}
