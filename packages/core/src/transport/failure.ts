import { errorOf } from '../errors/build.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import type { OperationName } from '../operations/codes.ts';

/** A request to which no answer came. */
export interface Failure {
  /** It provably did not leave. */
  readonly neverSent: boolean;
  /** Why, in an error of this library: an adapter's fetch knows what its platform's words for it mean. */
  readonly reason?: TurboSMTPAuthError | undefined;
}

/** A cause may be its own cause. */
const DEPTH = 3;

/** What is known of a fetch that failed. Its error is looked at and not kept: it can name addresses, headers and more. */
export function failureOf(error: unknown, neverSent?: (error: unknown) => boolean): Failure {
  let reason = error;
  try {
    for (let depth = 1; depth < DEPTH && !isTurboSMTPAuthError(reason); depth++)
      reason = (reason as { cause?: unknown } | null | undefined)?.cause; // anything can be thrown
  } catch {
    reason = undefined; // also what throws when it is looked at
  }
  return {
    neverSent: neverSent?.(error) ?? false,
    reason: isTurboSMTPAuthError(reason) ? reason : undefined,
  };
}

/** The error for a call that may be repeated without harm. */
export function networkError(operation: OperationName | 'fetch', { reason }: Failure): TurboSMTPAuthError {
  // There was no way to send it, and an option or a variable is at fault.
  if (reason?.code === 'invalid_input')
    return errorOf('invalid_input', { operation, hint: reason.hint, issues: reason.issues });
  return errorOf('network', {
    operation,
    retryable: true,
    ...(reason?.code === 'network' && { hint: reason.hint, retryable: reason.retryable }),
  });
}
