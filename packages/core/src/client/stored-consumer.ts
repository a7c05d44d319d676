import { errorOf } from '../errors/build.ts';
import type { KeyStore } from '../key-store.ts';
import { checkProfile } from '../profile.ts';
import { parseBaseUrl } from './base-url.ts';
import type { ConsumerPair } from './options.ts';

/** Which of the pairs in a store. */
export interface StoredConsumerOptions {
  /** Default `default`. */
  readonly profile?: string;
  /** The service that the pair is for. Default: the live one. */
  readonly baseUrl?: string | URL;
}

const noneHint =
  'No consumer pair is stored for this profile and service: `turbosmtp-auth consumer-keys create --save` puts one there.';

/**
 * The consumer pair that a store keeps for a profile, for the `consumer` option of a client. It is read for each call, so that one
 * that is replaced or deleted is noticed.
 *
 * @throws {InvalidInputError} where the profile or the base URL cannot be. What it returns rejects with a
 * {@link SignedOutError} where there is no pair, and with what the store rejects with.
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
  { profile = 'default', baseUrl }: StoredConsumerOptions = {},
): () => Promise<ConsumerPair> {
  checkProfile(profile);
  const { origin } = parseBaseUrl(baseUrl);
  return async () => {
    const record = await keyStore.get({ origin, profile, kind: 'consumer' });
    if (record?.kind !== 'consumer') throw errorOf('signed_out', { hint: noneHint });
    return { key: record.key, secret: record.secret };
  };
}
