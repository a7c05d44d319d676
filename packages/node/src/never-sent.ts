import { InvalidInputError, UnreachableError } from '@turbosmtp-auth/core';
import { connectFailure } from './fetch/connect-failures.ts';

/**
 * Whether a failed fetch provably sent nothing: name not found, refused, unreachable, handshake failed, not trusted, or no way
 * through a proxy.
 */
export function neverSent(error: unknown): boolean {
  return told(error) || connectFailure(error) !== undefined;
}

/** Whether an error of ours says so: itself, or as the cause of the `TypeError` that a fetch throws. */
const told = (error: unknown): boolean =>
  [error, (error as { cause?: unknown } | null | undefined)?.cause].some(
    (each) => each instanceof UnreachableError || each instanceof InvalidInputError,
  );
