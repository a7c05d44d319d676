import {
  type ClientOptions,
  type ConsumerPair,
  type ConsumerPermission,
  english,
  memoryKeyStore,
  RateLimitedError,
  ServerError,
} from '@turbosmtp-auth/core';
import { createClient } from '../create-client.ts';

/** What the service says of a pair. `untried`: nothing that may be asked over HTTP would tell. */
export type Trial = 'accepted' | 'refused' | 'untried';

/** A request for each permission that can be tried, which changes nothing and sends nothing. */
const probes: Readonly<Partial<Record<string, readonly [path: string, init: RequestInit]>>> = {
  APIS: ['/analytics?limit=1', {}],
  SEND_API: ['/mail/send', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
} satisfies Partial<Record<ConsumerPermission, readonly [string, RequestInit]>>;

/**
 * Tries a pair for each of its permissions, on the service of a client with these options. Only 401 is a refusal: an empty mail is
 * answered 400 by who knows the pair.
 *
 * @throws {TurboSMTPAuthError} if the answer says nothing about the pair: there was none, or it is a 429 or a 5xx.
 */
export async function tryConsumer(
  made: ClientOptions,
  { key, secret }: ConsumerPair,
  permissions: readonly string[],
): Promise<Trial> {
  const { credentials: _, keyStore: __, lock: ___, minAssurance: ____, ...rest } = made;
  const client = createClient({ ...rest, consumer: { key, secret }, keyStore: memoryKeyStore() });
  let trial: Trial = 'untried';
  try {
    for (const permission of permissions) {
      const probe = probes[permission];
      if (!probe) continue;
      const { status, body } = await client.fetch(...probe);
      await body?.cancel();
      if (status === 401) return 'refused';
      if (status === 429) throw unanswered(RateLimitedError, 'rate_limited', status);
      if (status >= 500) throw unanswered(ServerError, 'server_error', status);
      trial = 'accepted';
    }
  } finally {
    await client.close();
  }
  return trial;
}

function unanswered(
  Class: typeof RateLimitedError | typeof ServerError,
  code: 'rate_limited' | 'server_error',
  status: number,
): Error {
  const [message, hint] = english[code];
  return new Class({ code, message, hint, status, operation: 'fetch', retryable: true });
}
