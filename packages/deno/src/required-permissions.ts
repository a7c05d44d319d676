import { type ClientOptions, checkFunction, type OriginsOptions, originsOf } from '@turbosmtp-auth/core';
import { needsFor } from './permissions/needs.ts';
import { flagsFor, sendingTo } from './permissions/permission.ts';

/** The options of a client that decide what Deno must permit. Those of `createClient` can be given as they are. */
export type PermissionOptions = OriginsOptions & Pick<ClientOptions, 'fetch' | 'keyStore' | 'lock'>;

/**
 * The flags that Deno needs for a client with these options, and no others. It reads the options alone: it needs no
 * permission itself, and does not check what Deno permits now.
 *
 * Each flag is one argument of `deno run`, in no shell's quotes. Stores and locks of this package are known. Other stores
 * and locks, and a `fetch` of your own, are not known, so the result has no flags for them. Without a `keyStore`, a lock and
 * a consumer pair it is one flag, for one host.
 *
 * A consumer pair on the live service also reaches the mail host of its region. A program that sends no mail can do without that
 * host, and one that only sends mail can do without the other.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, for example a base URL that is not HTTPS.
 * @example
 * ```ts
 * import { requiredPermissions, sealedFileKeyStore } from '@turbosmtp-auth/deno';
 *
 * const sealingKey = { passphrase: 'four seldom used words' };
 * const keyStore = sealedFileKeyStore({ directory: '/var/lib/mailer/keys', sealingKey });
 *
 * const flags = requiredPermissions({ keyStore });
 * // --allow-net=pro.api.serversmtp.com --allow-read=/var/lib/mailer/keys --allow-write=/var/lib/mailer/keys
 * console.log(flags.join(' '));
 * ```
 */
export function requiredPermissions(options: PermissionOptions = {}): string[] {
  const origins = originsOf(options);
  const { fetch, keyStore, lock } = options;
  if (fetch !== undefined) checkFunction('fetch', fetch);
  if (keyStore !== undefined) checkFunction('keyStore.get', Object(keyStore).get);
  if (lock !== undefined) checkFunction('lock', lock);
  return flagsFor([
    ...(fetch ? [] : origins.map((origin) => sendingTo(new URL(origin)))),
    ...needsFor(keyStore),
    ...needsFor(lock),
  ]);
}
