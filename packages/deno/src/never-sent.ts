import { UnreachableError } from '@turbosmtp-auth/core';
import { connectFailure } from './fetch/connect-failures.ts';

/** Whether a failed fetch provably sent nothing: not permitted, not found, refused, unreachable, not trusted. */
export function neverSent(error: unknown): boolean {
  return (
    (error instanceof Error && error.cause instanceof UnreachableError) || connectFailure(error) !== undefined
  );
}
