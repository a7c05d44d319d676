import type { ConnectFailure } from '@turbosmtp-auth/core/fetch';

// What a failed fetch says of itself: in Node `TypeError: fetch failed` with the reason as its cause, in Bun the reason.

const name = (code: string): string =>
  `The host of the base URL was not found (${code}): check its name, and this machine's DNS.`;

const address = (code: string): string =>
  `There was no connection to the service (${code}): check the base URL and the network; where the way out is a proxy, set HTTPS_PROXY.`;

const trust = (code: string): string =>
  `The certificate of the service is not trusted (${code}): where the network opens TLS, name its authority in NODE_EXTRA_CA_CERTS, or with \`nodeFetch({ ca })\`.`;

const date = (code: string): string =>
  `The certificate of the service is not valid today (${code}): check this machine's clock.`;

const otherName = (code: string): string =>
  `The certificate is for another host (${code}): check the base URL, and for a sign-in page on this network.`;

/** Of the ports that the Fetch Standard never connects to. */
const badPort: ConnectFailure = {
  reason: 'BAD_PORT',
  hint: 'No fetch connects to the port of the base URL (a “bad port” of the Fetch Standard): serve it on another.',
  passing: false,
};

/** By code, for those of which Bun does not tell the system call. */
const hints: Readonly<Partial<Record<string, (code: string) => string>>> = {
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
const calls: Readonly<Partial<Record<string, (code: string) => string>>> = {
  getaddrinfo: name,
  connect: address,
};

const passing: ReadonlySet<unknown> = new Set([name, address]);

/** What kept a fetch that failed from sending anything; undefined: it may have sent something. */
export function connectFailure(error: unknown, depth = 5): ConnectFailure | undefined {
  // A cause may be its own cause.
  if (!(error instanceof Error) || depth === 0) return undefined;
  // One error per address that was tried; `code` and `syscall` of the whole are those of one of them.
  if (error instanceof AggregateError) {
    const each = error.errors.map((one) => connectFailure(one, depth - 1));
    return each.every((one) => one !== undefined) ? each[0] : undefined;
  }
  if (error.message === 'bad port') return badPort; // undici has no code for it
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }; // any error may have either
  const hint = lookUp(hints, code) ?? lookUp(calls, syscall);
  if (!hint) return connectFailure(error.cause, depth - 1);
  const word = typeof code === 'string' && /^[A-Z\d_]{2,50}$/.test(code) ? code : String(syscall);
  return { reason: word, hint: hint(word), passing: passing.has(hint) };
}

const lookUp = <Value>(table: Readonly<Partial<Record<string, Value>>>, key: unknown): Value | undefined =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
