import { errorOf } from '../errors/build.ts';
import { UnauthorizedError } from '../errors/errors.ts';
import type { AuthScheme } from '../operations/operation.ts';
import { headerSafe } from '../operations/replies.ts';
import type { KeySession } from '../session/session.ts';
import type { Call } from './context.ts';
import type { ConsumerPair } from './options.ts';

/** Headers that prove who calls. */
export type AuthorizationHeaders = Readonly<Record<string, string>>;

/** One of the service's two ways to authenticate a call (contract, "Authenticating a call"). */
export interface Authorization {
  readonly scheme: AuthScheme;
  headers(call: Call): Promise<AuthorizationHeaders>;
  /** Says that the service refused these, and answers whether others may be had. */
  refused(headers: AuthorizationHeaders, call: Call): Promise<boolean>;
}

/** The raw key, without a prefix. */
export const keyAuthorization = (session: KeySession): Authorization => ({
  scheme: 'key',
  headers: async (call) => ({ authorization: await session.acquire(call) }),
  refused: async ({ authorization }, call) => {
    if (authorization !== undefined) await session.invalidate(authorization, call);
    return true;
  },
});

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

/** Makes an authorised attempt, and once more with a new key when the service says that this one is not valid. */
export async function authorised<T>(
  authorization: Authorization,
  call: Call,
  attempt: (headers: AuthorizationHeaders) => Promise<T>,
): Promise<T> {
  const headers = await authorization.headers(call);
  try {
    return await attempt(headers);
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || error.code !== 'invalid_authorization_key') throw error;
    if (!(await authorization.refused(headers, call))) throw error;
    const others = await authorization.headers(call).catch((reason) => {
      throw reason?.code === 'signed_out' ? error : reason; // without another key, the refusal is the news
    });
    return attempt(others);
  }
}
