import { errorOf } from '../errors/build.ts';
import type { AuthScheme } from '../operations/operation.ts';
import { headerSafe } from '../operations/replies.ts';
import type { Call } from './call.ts';
import type { ConsumerPair } from './credentials.ts';

/** Headers that prove who calls. */
export type AuthorizationHeaders = Readonly<Record<string, string>>;

/** One of the service's two ways to authenticate a call (contract, "Authenticating a call"). */
export interface Authorization {
  readonly scheme: AuthScheme;
  headers(call: Call): Promise<AuthorizationHeaders>;
  /** Says that the service refused these, and answers whether others may be had. */
  refused(headers: AuthorizationHeaders, call: Call): Promise<boolean>;
}

/** Both halves of the pair, always. */
export const consumerAuthorization = (provide: () => Promise<ConsumerPair>): Authorization => ({
  scheme: 'consumer',
  headers: async () => {
    const { key, secret } = checkConsumerPair(await provide());
    return { consumerKey: key, consumerSecret: secret };
  },
  refused: async () => false,
});

/** @throws {InvalidInputError} unless both halves are there and may travel in a header. */
export function checkConsumerPair(pair: ConsumerPair): ConsumerPair {
  const issues = (['key', 'secret'] as const)
    .filter((half) => typeof pair?.[half] !== 'string' || !headerSafe.test(pair[half]))
    .map((half) => ({ path: `consumer.${half}`, code: pair?.[half] ? 'not_header_safe' : 'missing' }));
  if (issues.length > 0) throw errorOf('invalid_input', { issues });
  return pair;
}

/** What an attempt came to. */
export interface Attempted<T> {
  /** The service says that the key is not valid. */
  readonly refused: boolean;
  /** It cannot be made a second time. */
  readonly final?: boolean;
  /** What the caller gets if no other attempt is made. It throws what the attempt failed with. */
  readonly result: () => T;
  /** Lets go of that. */
  readonly discard?: () => void;
}

/** Makes an authorised attempt, and once more with a new key if the service says that this one is not valid. */
export async function authorised<T>(
  authorization: Authorization,
  call: Call,
  attempt: (headers: AuthorizationHeaders, number: 1 | 2) => Promise<Attempted<T>>,
): Promise<T> {
  const headers = await authorization.headers(call);
  const first = await attempt(headers, 1);
  if (!first.refused || !(await authorization.refused(headers, call)) || first.final) return first.result();
  const others = await authorization.headers(call).catch((error) => {
    if (error?.code === 'signed_out') return undefined; // without another key, the refusal is the news
    first.discard?.();
    throw error;
  });
  if (!others) return first.result();
  first.discard?.();
  return (await attempt(others, 2)).result();
}
