import {
  type Client,
  type ClientOptions,
  checkObject,
  createClient as createCoreClient,
  storeLock,
} from '@turbosmtp-auth/core';
import { platform } from './platform.ts';

/**
 * Makes a client of the service. Nothing happens until a call is made, and then one permission is enough:
 * `--allow-net=pro.api.serversmtp.com`.
 *
 * Without a `keyStore` the key is kept in memory, shared by all clients of this process that have the same profile. If you give a
 * `fetch` or a `clock`, that memory is the client's own. Without a `lock` it is the one that goes with the store, which for memory
 * touches no file.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, for example a base URL that is not HTTPS.
 * @example
 * ```ts
 * import { createClient } from '@turbosmtp-auth/deno';
 *
 * const client = createClient({ credentials: { email: 'ada@example.com', password: 'Correct-Horse-9' } });
 * const response = await client.fetch('/analytics?limit=1');
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  checkObject('options', options);
  checkObject('keyStore', options.keyStore ?? platform.keyStore);
  const lock = options.keyStore ? storeLock(options.keyStore) : platform.lock;
  return createCoreClient({ ...platform, lock }, options);
}
