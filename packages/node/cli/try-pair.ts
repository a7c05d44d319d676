import type { ConsumerPair, ConsumerPermission } from '@turbosmtp-auth/node';
import type { Invocation } from './command.ts';

/** Milliseconds. */
const LIMIT = 10_000;

/** What the service says of a pair. `untried`: it has no permission that can be tried over HTTP. */
export type Trial = 'accepted' | 'refused' | 'untried';

type Place = readonly [
  permission: ConsumerPermission,
  region: 'global' | 'eu',
  path: string,
  init: RequestInit,
];

/** The requests that tell, none of which changes or sends anything: an empty mail is answered 400 to a pair that is known. */
const places: readonly Place[] = [
  ['APIS', 'global', '/analytics?limit=1', {}],
  ...(['global', 'eu'] as const).map(
    (region): Place => [
      'SEND_API',
      region,
      '/mail/send',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    ],
  ),
];

/**
 * Tries a pair. Which permissions it has is not always known, nor which region: it is accepted if it is for one of them. Only 401 is a
 * refusal.
 *
 * @throws {TurboSMTPAuthError} if no answer says anything about the pair.
 */
export async function tryPair(
  { baseUrl, signal, timeout = LIMIT }: Pick<Invocation, 'baseUrl' | 'signal' | 'timeout'>,
  { key, secret }: ConsumerPair,
  permissions: readonly ConsumerPermission[] = ['APIS', 'SEND_API'],
): Promise<Trial> {
  const { createClient, english, memoryKeyStore, ServerError } = await import('@turbosmtp-auth/node');
  let failure: unknown;
  let trial: Trial = 'untried';
  for (const [permission, region, path, init] of places) {
    if (!permissions.includes(permission)) continue;
    const consumer = { key, secret };
    const client = createClient({ baseUrl, consumer, region, timeout, keyStore: memoryKeyStore() });
    try {
      const { status, body } = await client.fetch(path, { ...init, signal });
      await body?.cancel();
      if (status === 401) trial = 'refused';
      else if (status !== 429 && status < 500) return 'accepted';
      else {
        const [message, hint] = english.server_error;
        failure = new ServerError({
          code: 'server_error',
          message,
          hint,
          status,
          operation: 'fetch',
          retryable: true,
        });
      }
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    } finally {
      await client.close();
    }
  }
  // Another permission or region might have been accepted.
  if (failure !== undefined) throw failure;
  return trial;
}
