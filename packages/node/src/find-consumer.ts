import {
  type ConsumerPair,
  checkObject,
  invalidInput,
  type KeyStore,
  storedConsumer,
} from '@turbosmtp-auth/core';
import { bestKeyStore } from './platform.ts';

/** Where {@link findConsumer} looks. */
export interface FindConsumerOptions {
  /** Where a pair may be saved. Default: the store of a client that is given none. */
  readonly keyStore?: KeyStore;
  /** Which of the pairs in the store. Default `default`. */
  readonly profile?: string;
  /** The service that the saved pair is for. Default: the live one. */
  readonly baseUrl?: string | URL;
}

/** The variables that name a pair, by its halves. */
export const consumerVariables: Readonly<Record<keyof ConsumerPair, string>> = {
  key: 'TURBOSMTP_CONSUMER_KEY',
  secret: 'TURBOSMTP_CONSUMER_SECRET',
};

/**
 * Finds the consumer pair of this program: that of the variables `TURBOSMTP_CONSUMER_KEY` and `TURBOSMTP_CONSUMER_SECRET`, or else
 * the one that is saved in the store. `null` if there is neither. A variable that is empty counts as not set. `createClient` itself
 * reads no environment (contract, "Authenticating a call").
 *
 * @throws {InvalidInputError} `invalid_input` if only one of the variables is set, or if one contains what a header must not
 * contain. Also if the profile or the base URL is invalid.
 * @throws {StorageError} `storage_…` if the store fails. The store is not asked if the variables are set.
 * @example
 * ```ts
 * import { createClient, findConsumer } from '@turbosmtp-auth/node';
 *
 * const consumer = await findConsumer();
 * if (!consumer) throw new Error('Set TURBOSMTP_CONSUMER_KEY and TURBOSMTP_CONSUMER_SECRET.');
 * const client = createClient({ consumer });
 * ```
 */
export async function findConsumer(options: FindConsumerOptions = {}): Promise<ConsumerPair | null> {
  checkObject('options', options);
  const { keyStore = bestKeyStore('memory'), ...which } = options;
  const find = storedConsumer(keyStore, which); // which checks the options
  return (
    consumerOf(process.env) ??
    (await find().catch((error) => {
      if (Object(error).code === 'signed_out') return null; // there is none
      throw error;
    }))
  );
}

/** The pair that the environment names; `null`: none. @throws {InvalidInputError} for half a pair. */
function consumerOf(env: Readonly<Record<string, string | undefined>>): ConsumerPair | null {
  const { key, secret } = consumerVariables;
  const pair = { key: env[key] ?? '', secret: env[secret] ?? '' };
  if (pair.key === '' && pair.secret === '') return null;
  for (const half of ['key', 'secret'] as const) {
    if (pair[half] === '') throw invalidInput(consumerVariables[half], 'missing');
    if (!/^[\x21-\x7e]{1,4096}$/.test(pair[half]))
      throw invalidInput(consumerVariables[half], 'not_header_safe');
  }
  return pair;
}
