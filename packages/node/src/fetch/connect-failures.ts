import { type ConnectFailure, connectHint, type Hint } from '@turbosmtp-auth/core';
import { isNativeError } from '../any-realm.ts';
import { nodeHint } from '../hints.ts';
import { handshakeFailed, neverWritten } from './connection-watch.ts';

// What a failed fetch says of itself: in Node `TypeError: fetch failed` with the reason as its cause, in Bun the reason.

const name = (code: string): Hint => connectHint('host_not_found', { code });
const address = (code: string): Hint => connectHint('no_connection', { code });
const trust = (code: string): Hint => nodeHint('certificate_not_trusted', { code });
const date = (code: string): Hint => connectHint('certificate_not_valid_now', { code });
const handshake = (code: string): Hint => connectHint('handshake_failed', { code });
const otherName = (code: string): Hint => connectHint('certificate_of_another_host', { code });

/** Of the ports that the Fetch Standard never connects to. */
const badPort: ConnectFailure = {
  systemCode: 'BAD_PORT',
  ...nodeHint('bad_port'),
  passing: false,
};

/** A header that only the connection may set. */
const badHeader: ConnectFailure = {
  systemCode: 'BAD_HEADER',
  ...nodeHint('header_of_connection'),
  passing: false,
};

/** By code, for those of which Bun does not tell the system call. */
const hints: Readonly<Partial<Record<string, (code: string) => Hint>>> = {
  ENOTFOUND: name,
  EAI_AGAIN: name,
  ECONNREFUSED: address,
  UND_ERR_CONNECT_TIMEOUT: address,
  // The server's certificate was refused, so nothing was said to it. Failures that the server reports are not here: in
  // TLS 1.3 its answer may come after the request was sent.
  CERT_HAS_EXPIRED: date,
  CERT_NOT_YET_VALID: date,
  CERT_REJECTED: trust,
  CERT_REVOKED: trust,
  CERT_SIGNATURE_FAILURE: trust,
  CERT_UNTRUSTED: trust,
  DEPTH_ZERO_SELF_SIGNED_CERT: trust,
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  HOSTNAME_MISMATCH: otherName,
  INVALID_CA: trust,
  INVALID_PURPOSE: trust,
  SELF_SIGNED_CERT_IN_CHAIN: trust,
  UNABLE_TO_GET_ISSUER_CERT: trust,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: trust,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: trust,
};

/** System calls that come before the first byte. */
const calls: Readonly<Partial<Record<string, (code: string) => Hint>>> = {
  getaddrinfo: name,
  connect: address,
};

const passing: ReadonlySet<unknown> = new Set([name, address]);

/** What kept a fetch that failed from sending anything; undefined: it may have sent something. */
export function connectFailure(error: unknown, depth = 5): ConnectFailure | undefined {
  // A cause may be its own cause.
  if (!isNativeError(error) || depth === 0) return undefined;
  const { errors } = error as { errors?: unknown };
  // One error per address that was tried; `code` and `syscall` of the whole are those of one of them.
  if (Array.isArray(errors)) {
    const each = errors.map((one) => connectFailure(one, depth - 1));
    return each.every((one) => one !== undefined) ? each[0] : watchedFailure(error);
  }
  if (error.message === 'bad port') return badPort; // undici has no code for it
  if (/^(?:invalid [\w-]+ header|expect header not supported)$/.test(error.message)) return badHeader; // nor one for these alone
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }; // any error may have either
  const hint = lookUp(hints, code) ?? lookUp(calls, syscall);
  if (hint) return failure(hint, { code, syscall }, passing.has(hint));
  return watchedFailure(error) ?? connectFailure(error.cause, depth - 1);
}

/** What the error itself does not say. */
function watchedFailure(error: Error & { code?: unknown; syscall?: unknown }): ConnectFailure | undefined {
  // A server that resets may do so for once. What OpenSSL refuses it refuses the next time.
  if (handshakeFailed(error)) return failure(handshake, error, error.code === 'ECONNRESET');
  return neverWritten(error) ? failure(address, error, true) : undefined;
}

function failure(
  hint: (code: string) => Hint,
  { code, syscall }: { code?: unknown; syscall?: unknown },
  isPassing: boolean,
): ConnectFailure {
  const word = typeof code === 'string' && /^[A-Z\d_/]{2,60}$/.test(code) ? code : String(syscall);
  return { systemCode: word, ...hint(word), passing: isPassing };
}

const lookUp = <Value>(table: Readonly<Partial<Record<string, Value>>>, key: unknown): Value | undefined =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
