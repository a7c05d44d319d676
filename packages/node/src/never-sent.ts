import { InvalidInputError } from '@turbosmtp-auth/core';
import { ProxyError } from './fetch/proxy-error.ts';

// What a failed fetch says of itself in Node: `TypeError: fetch failed`, with the reason as its cause.

/** System calls that come before the first byte. */
const before = new Set<unknown>(['getaddrinfo', 'connect']);

/** Reasons that name no system call, and come before the first byte all the same. */
const codes = new Set<unknown>([
  'UND_ERR_CONNECT_TIMEOUT',
  // The server's certificate was refused, so nothing was said to it. Failures that the server reports are not here:
  // in TLS 1.3 its answer may come after the request was sent.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether a failed fetch provably sent nothing: name not found, refused, unreachable, not trusted, or no way through a proxy. */
export function neverSent(error: unknown): boolean {
  return judge(error, 5);
}

/** Looks so many errors deep: a cause may be its own cause. */
function judge(error: unknown, depth: number): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  if (error instanceof ProxyError || error instanceof InvalidInputError) return true;
  // One error per address that was tried; `code` and `syscall` of the whole are those of one of them.
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every((each) => judge(each, depth - 1));
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }; // any error may have either
  return before.has(syscall) || codes.has(code) || judge(error.cause, depth - 1);
}
