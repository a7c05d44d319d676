import { parseBaseUrl } from '../call/base-url.ts';
import type { ConsumerPair } from '../call/credentials.ts';
import { errorOf } from '../errors/build.ts';
import type { KeyStore, Slot } from '../records/key-store.ts';
import { checkProfile } from '../records/profile.ts';

/** Which of the pairs in a store. */
export interface StoredConsumerOptions {
  /** Default: that of the client that asks, or else `default`. */
  readonly profile?: string;
  /** The service that the pair is for. Default: that of the client that asks, or else the live one. */
  readonly baseUrl?: string | URL;
}

const noneHint =
  'No consumer pair is stored for this profile and service: `turbosmtp-auth consumer-keys create --save` puts one there.';

/**
 * The consumer pair that a store keeps for the profile and service of a client, for its `consumer` option. It is read for each
 * call, so that one that is replaced or deleted is noticed.
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
  options: StoredConsumerOptions = {},
): (client?: StoredConsumerOptions) => Promise<ConsumerPair> {
  const slotOf = ({ profile = 'default', baseUrl }: StoredConsumerOptions): Slot => {
    checkProfile(profile);
    return { origin: parseBaseUrl(baseUrl).origin, profile, kind: 'consumer' };
  };
  slotOf(options);
  return async (client) => {
    const record = await keyStore.get(slotOf({ ...client, ...options }));
    if (record?.kind !== 'consumer') throw errorOf('signed_out', { hint: noneHint });
    return { key: record.key, secret: record.secret };
  };
}
