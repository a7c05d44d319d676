import { errorOf } from '../errors/build.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import { type HintFacts, hintIn } from '../errors/hints.ts';
import type { OperationName } from '../operations/codes.ts';

/** A request to which no answer came. */
export interface Failure {
  /** It provably did not leave. */
  readonly neverSent: boolean;
  /** A connection that had been kept broke before a byte of the answer came: nearly always it was dead, and nothing arrived. */
  readonly stale?: boolean;
  /** Why, in an error of this library: an adapter's fetch knows what its platform's words for it mean. */
  readonly reason?: TurboSMTPAuthError | undefined;
}

/** A cause may be its own cause. */
const DEPTH = 3;

/** What a platform knows of its own errors. */
export interface FailureSigns {
  readonly neverSent?: ((error: unknown) => boolean) | undefined;
  readonly staleConnection?: ((error: unknown) => boolean) | undefined;
}

/** What is known of a fetch that failed. Its error is looked at and not kept: it can name addresses, headers and more. */
export function failureOf(error: unknown, { neverSent, staleConnection }: FailureSigns = {}): Failure {
  try {
    let reason = error;
    for (let depth = 1; depth < DEPTH && !isTurboSMTPAuthError(reason); depth++)
      reason = (reason as { cause?: unknown } | null | undefined)?.cause;
    return {
      neverSent: neverSent?.(error) ?? false,
      stale: staleConnection?.(error) ?? false,
      reason: isTurboSMTPAuthError(reason) ? reason : undefined,
    };
  } catch {
    // Anything can be thrown, also what throws when it is looked at.
    return { neverSent: false, stale: false, reason: undefined };
  }
}

/** What the platform advises if the lost answer belongs to a request that must not be repeated; nothing for most losses. */
export const adviceOn = (failure: Partial<Failure>): HintFacts =>
  failure.reason?.code === 'network' ? hintIn(failure.reason) : {};

/** The error for a call that may be repeated without harm. */
export function networkError(operation: OperationName | 'fetch', { reason }: Failure): TurboSMTPAuthError {
  // There was no way to send it, and an option or a variable is at fault.
  if (reason?.code === 'invalid_input')
    return errorOf('invalid_input', { operation, ...hintIn(reason), issues: reason.issues });
  return errorOf('network', {
    operation,
    retryable: true,
    ...(reason?.code === 'network' && { ...hintIn(reason), retryable: reason.retryable }),
  });
}
