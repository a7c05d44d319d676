import type { OperationCode, OperationName } from '../operations/codes.ts';
import { documentedCodes } from '../operations/documented-codes.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from './errors.ts';

/** The service's answer to one operation: `code` is what the contract documents for it, or `unknown`. */
export type ErrorOf<N extends OperationName> = TurboSMTPAuthError & {
  /** The operation that was asked about. */
  readonly operation: N;
  /** What the service said. `unknown`: a code that is not documented, as `serverCode` if it looks like one. */
  readonly code: OperationCode<N> | 'unknown';
  /** HTTP status. */
  readonly status: number;
};

/**
 * Whether an error is the service's refusal of one operation, so that `code` can be switched on exhaustively.
 * Other failures of the same call (network, timeout, input, storage) are not: tell them by class or by `code`.
 *
 * @example
 * ```ts
 * import { isErrorOf } from '@turbosmtp-auth/core';
 *
 * export function explain(error: unknown): string {
 *   if (!isErrorOf('login', error)) throw error;
 *   switch (error.code) {
 *     case 'wrong_credentials_specified':
 *       return 'Wrong e-mail address or password';
 *     case 'missing_required_parameter':
 *     case 'unknown':
 *       return 'That did not work';
 *   }
 * }
 * ```
 */
export function isErrorOf<N extends OperationName>(operation: N, error: unknown): error is ErrorOf<N> {
  return (
    isTurboSMTPAuthError(error) &&
    error.operation === operation &&
    error.status !== undefined &&
    ['unknown', ...Object.values(Object(documentedCodes[operation])).flat()].includes(error.code)
  );
}
