import { type Client, type ClientOptions, createClient as createCoreClient } from '@turbosmtp-auth/core';
import { environmentFetch } from './node-fetch.ts';
import { bestKeyStore, memory, platform } from './platform.ts';
import { storeLock } from './store-lock.ts';

/**
 * Makes a client of the service. Nothing happens until a call is made.
 *
 * Without a `keyStore` the key is kept in the best store that there is, as `autoKeyStore` chooses it for `minAssurance`,
 * shared by all clients that have the same profile: in a sealed file where a sealing key is configured, else in the OS
 * keychain, else in the memory of this process. With a `clock` it is memory, since times of another clock are nothing
 * that other processes should find. Without a `lock` it is the one that goes with the store: a client that keeps its key
 * in memory touches no file for it.
 *
 * Without a `fetch` it goes through the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, as `nodeFetch` does;
 * where they name none, it is Node's own.
 *
 * @throws {InvalidInputError} when an option cannot be, such as a base URL that is not https, or the URL in a variable.
 * @example
 * ```ts
 * import { createClient } from '@turbosmtp-auth/node';
 *
 * const client = createClient({
 *   credentials: () => ({
 *     email: process.env['TURBOSMTP_EMAIL'] ?? '',
 *     password: process.env['TURBOSMTP_PASSWORD'] ?? '',
 *   }),
 * });
 * const response = await client.fetch('/analytics?limit=1');
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  const { clock, minAssurance = 'memory' } = options;
  const keyStore = clock && minAssurance === 'memory' ? memory : bestKeyStore(minAssurance);
  const lock = storeLock(options.keyStore ?? keyStore);
  // Here and not on the first call, so that a variable that cannot be is reported as such.
  const fetch = options.fetch ?? environmentFetch();
  return createCoreClient({ ...platform, fetch, keyStore, lock }, options);
}
