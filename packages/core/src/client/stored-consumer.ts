import { parseBaseUrl } from '../call/base-url.ts';
import type { ConsumerPair } from '../call/credentials.ts';
import { errorOf } from '../errors/build.ts';
import { checkFunction, checkObject } from '../errors/check-given.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { KeyStore, Slot } from '../records/key-store.ts';
import { checkProfile } from '../records/profile.ts';
import { askStore, readRecord } from '../session/guarded-store.ts';

/** Which of the pairs in a store. */
export interface StoredConsumerOptions {
  /** Default: that of the client that asks, or else `default`. */
  readonly profile?: string;
  /** The service that the pair is for. Default: that of the client that asks, or else the live one. */
  readonly baseUrl?: string | URL;
}

/**
 * Makes a function for the option `consumer` of a client: it reads the pair that a store keeps for the profile and service of the
 * client. The client calls it for each call that needs the pair, so that it notices a pair that is replaced or deleted.
 *
 * Only the command line of `@turbosmtp-auth/node` saves a pair in a store: `consumer-keys create --save` or `consumer-keys save`. To
 * read the pair yourself on Node, use its `findConsumer({ baseUrl, keyStore })`.
 *
 * @returns A function that the client calls with its own {@link StoredConsumerOptions}: its profile and its base URL. The
 * `options` given here go before these.
 * @throws {InvalidInputError} `invalid_input` if the store, the profile or the base URL is invalid. The function that it returns rejects
 * with a {@link SignedOutError} `signed_out` if there is no pair. It rejects with a {@link StorageError} `storage_…` if the store fails,
 * takes longer than 3 s, or answers something else than a record of a pair.
 * @example
 * ```ts
 * import { createClient, type KeyStore, type Platform, storedConsumer } from '@turbosmtp-auth/core';
 *
 * declare const platform: Platform;
 * declare const keyStore: KeyStore;
 *
 * const client = createClient(platform, { consumer: storedConsumer(keyStore) });
 * ```
 */
export function storedConsumer(
  keyStore: KeyStore,
  options: StoredConsumerOptions = {},
): (client?: StoredConsumerOptions) => Promise<ConsumerPair> {
  const slotOf = (
    profile: string | undefined = 'default',
    baseUrl: string | URL | undefined,
  ): Slot & { kind: 'consumer' } => {
    checkProfile(profile);
    return { origin: parseBaseUrl(baseUrl).origin, profile, kind: 'consumer' };
  };
  checkFunction('keyStore.get', Object(keyStore).get);
  checkObject('options', options);
  const { profile, baseUrl } = options;
  slotOf(profile, baseUrl);
  return async (client) => {
    const slot = slotOf(profile ?? client?.profile, baseUrl ?? client?.baseUrl);
    const record = await askStore(() => readRecord(keyStore, slot));
    if (!record) throw errorOf('signed_out', clientHint('no_consumer_pair'));
    return { key: record.key, secret: record.secret };
  };
}
