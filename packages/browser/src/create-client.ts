import { type Client, type ClientOptions, createClient as createCoreClient } from '@turbosmtp-auth/core';
import { platform } from './platform.ts';

/**
 * A client for pages: keys are kept in IndexedDB, sealed, and shared by every tab of the origin. It opens, reads and
 * sends nothing before its first call.
 *
 * @param options Each part given here replaces the page's own. If you give a `fetch` or a `clock` and no `keyStore`, the
 * client keeps its key in a memory store of its own, unless `minAssurance` is above `memory`.
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, for example a base URL that is neither HTTPS nor loopback.
 * @example
 * ```ts
 * import { createClient } from '@turbosmtp-auth/browser';
 *
 * const client = createClient();
 * await client.login({ email: 'ada@example.com', password: 'Correct-Horse-9' });
 * const response = await client.fetch('/analytics?limit=1');
 * ```
 */
export function createClient(options?: ClientOptions): Client {
  return createCoreClient(platform, options);
}
