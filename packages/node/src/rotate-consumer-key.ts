import {
  type Client,
  type ConsumerPair,
  type ConsumerPermission,
  checkFunction,
  checkObject,
  checkProfile,
  invalidInput,
  type KeyStore,
} from '@turbosmtp-auth/core';
import { optionsOf } from './create-client.ts';
import { nodeHint } from './hints.ts';
import { bestKeyStore } from './platform.ts';
import { storeLock } from './store-lock.ts';

/** Which pair {@link rotateConsumerKey} replaces, and how. */
export interface RotationOptions {
  /** Where the pair is saved. Default: the store of the client, or else that of a client that is given none. */
  readonly keyStore?: KeyStore;
  /** Which of the pairs in the store. Default: that of the client. */
  readonly profile?: string;
  /**
   * What the new pair may be used for, if the service does not list it for the old one. Default: such a pair is not
   * replaced.
   */
  readonly permissions?: readonly ConsumerPermission[];
  /**
   * Keeps the old pair if the new one cannot be tried: a pair that is for `SEND_SMTP` alone cannot be tried over HTTP. The old pair then stays
   * beside the new one in the store, and the next call with `false` deletes it. Default `true`.
   */
  readonly keepOldIfUntried?: boolean;
}

/**
 * Replaces the saved consumer pair. Save a pair first, with `consumer-keys create --save` or `consumer-keys save` of the command
 * line: no function saves the first pair.
 *
 * It makes a pair with the same permissions, label and addresses, and saves it beside the
 * old one. Then it tries the new pair, and deletes the old one only if the service accepts the new one. If it stops, the
 * next call continues there. The store always has a pair that works. Programs that read the pair with `storedConsumer` or
 * `findConsumer` find the new one on their next call or start (contract, "Beyond authentication").
 *
 * A new pair for `APIS` is tried with `GET /analytics?limit=1`, one for `SEND_API` with `POST /mail/send` and an empty object, which
 * sends nothing. Only 401 counts as a refusal: then the old pair is saved again, and the new one is deleted.
 *
 * @param client A client that `createClient` of this package made, with an API key: an account is signed in, or the client
 * has `credentials`.
 * @returns The pair that is saved now.
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, or if the client was not made by this package. Then nothing was
 * sent. Also if the environment names the old pair, which would then be refused there. Also if the permissions are known neither
 * from the list nor from `permissions`.
 * @throws {SignedOutError} `signed_out` if no pair is saved, or if no account is signed in.
 * @throws {NotFoundError} `key_not_found` if the saved pair is not one of the account's.
 * @throws {UnauthorizedError} `invalid_authorization_key` if the service refuses the new pair.
 * @throws {OutcomeUnknownError} `outcome_unknown` if an answer was lost: call it again.
 * @throws {StorageError} `storage_…` if the store fails, or does not keep what it is given.
 * @throws {TurboSMTPAuthError} for what can happen to every call: see `Client`.
 * @example
 * ```ts
 * import { createClient, rotateConsumerKey } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ credentials: { email: 'ada@example.com', password: 'Correct-Horse-9' } });
 * const { key } = await rotateConsumerKey(client);
 * console.log(`The saved pair is ${key} now.`);
 * ```
 */
export async function rotateConsumerKey(
  client: Client,
  options: RotationOptions = {},
): Promise<ConsumerPair> {
  const made = optionsOf(client);
  if (!made) throw invalidInput('client', 'not_a_client', nodeHint('client_of_another_copy'));
  checkObject('options', options);
  const { keyStore = made.keyStore ?? bestKeyStore(made.minAssurance ?? 'memory') } = options;
  const { profile = made.profile ?? 'default', permissions, keepOldIfUntried = true } = options;
  checkObject('keyStore', keyStore);
  for (const name of ['get', 'set'] as const) checkFunction(`keyStore.${name}`, Object(keyStore)[name]);
  checkProfile(profile);
  // What is falsy must not delete the old pair.
  if (typeof keepOldIfUntried !== 'boolean') throw invalidInput('keepOldIfUntried', 'not_a_boolean');
  // Seldom needed: a program that only sends does not load it.
  const { rotate } = await import('./consumer/rotation.ts');
  const lock = made.lock ?? storeLock(keyStore);
  return rotate({ client, made, keyStore, lock, profile, permissions, keepOldIfUntried });
}
