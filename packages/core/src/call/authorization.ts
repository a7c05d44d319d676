import { errorOf } from '../errors/build.ts';
import type { AuthScheme } from '../operations/operation.ts';
import { headerSafe } from '../operations/replies.ts';
import type { SendCheck } from '../transport/send.ts';
import type { Call, CallRef } from './call.ts';
import type { ConsumerPair } from './credentials.ts';

/** Headers that prove who calls. */
export type AuthorizationHeaders = Readonly<Record<string, string>>;

/** What a call is authorised with. */
export interface Authorised {
  readonly headers: AuthorizationHeaders;
  /** Asked before a repetition: another client may have logged out, or replaced the key. It throws what the call fails with then. */
  readonly recheck?: () => Promise<void>;
  /** Whose they are, if an account's. */
  readonly account?: string;
}

/** One of the service's two ways to authenticate a call (contract, "Authenticating a call"). */
export interface Authorization {
  readonly scheme: AuthScheme;
  /** For a call that begins: what is asked before each sending of what it is given later, repetitions included. */
  guard?(ref: CallRef): SendCheck;
  /** @param instead What the service refused. A call that was begun for one account is not made again for another. */
  authorise(call: Call, instead?: Authorised): Promise<Authorised>;
  /** Says that the service refused these, and answers whether others may be had. */
  refused(headers: AuthorizationHeaders, call: Call): Promise<boolean>;
  /** Says that the service accepted these. There is something to wait for only if it refused others before. */
  accepted?(headers: AuthorizationHeaders, call: Call): Promise<void> | undefined;
}

/** Both halves of the pair, always. */
export const consumerAuthorization = (provide: () => Promise<ConsumerPair>): Authorization => ({
  scheme: 'consumer',
  authorise: async () => {
    const { key, secret } = checkConsumerPair(await provide());
    return { headers: { consumerKey: key, consumerSecret: secret } };
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
  /** The service answered, and took the key. */
  readonly accepted: boolean;
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
  attempt: (authorised: Authorised, number: 1 | 2) => Promise<Attempted<T>>,
): Promise<T> {
  const given = await authorization.authorise(call);
  const { headers } = given;
  const first = await attempt(given, 1);
  if (first.accepted) await authorization.accepted?.(headers, call);
  if (!first.refused || !(await authorization.refused(headers, call)) || first.final) return first.result();
  const others = await authorization.authorise(call, given).catch((error) => {
    if (error?.code === 'signed_out') return undefined; // without another key, the refusal is the news
    first.discard?.();
    throw error;
  });
  if (!others) return first.result();
  first.discard?.();
  const second = await attempt(others, 2);
  if (second.accepted) await authorization.accepted?.(others.headers, call);
  if (second.refused) await authorization.refused(others.headers, call);
  return second.result();
}
