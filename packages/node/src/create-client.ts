import {
  type Client,
  type ClientOptions,
  checkObject,
  createClient as createCoreClient,
} from '@turbosmtp-auth/core';
import { watchCalls } from './call-watch.ts';
import { environmentFetch } from './node-fetch.ts';
import { bestKeyStore, platform } from './platform.ts';
import { storeLock } from './store-lock.ts';

/** Here and not on the client, where anything that prints it would find a password. */
const made = new WeakMap<object, ClientOptions>();

/** What a client was made with; `undefined` if another copy of this package made it, or something else. */
export const optionsOf = (client: Client): ClientOptions | undefined => made.get(client);

/**
 * Makes a client of the service. Nothing happens until a call is made.
 *
 * Without a `keyStore`, the client keeps the key in the store that `autoKeyStore` chooses for `minAssurance`. It is a sealed
 * file if a sealing key is configured; else the OS keychain; else the memory of this process. All clients with the same
 * profile share it. If you give a `fetch` or a `clock`, and `minAssurance` is not above `memory`, the client keeps its key
 * in a memory store of its own. Without a `lock`, the client takes the one that goes with the store. For a store in memory
 * that lock touches no file.
 *
 * Without a `fetch`, requests go through the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, as with `nodeFetch`. If
 * they name none, `fetch` is Node's own.
 *
 * Tools that watch the process see its calls on the diagnostics channels `tracing:turbosmtp-auth.call:*` and `turbosmtp-auth.event`.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, for example a base URL that is not HTTPS; or if a variable
 * does not hold a proxy's URL.
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
  checkObject('options', options);
  const keyStore = bestKeyStore(options.minAssurance ?? 'memory');
  checkObject('keyStore', options.keyStore ?? keyStore);
  const lock = storeLock(options.keyStore ?? keyStore);
  // Here and not on the first call, so that a variable that cannot be is reported as such.
  const fetch = options.fetch ?? environmentFetch();
  const client = createCoreClient({ ...platform, fetch, keyStore, lock, watch: watchCalls() }, options);
  made.set(client, options);
  return client;
}
