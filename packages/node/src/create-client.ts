import { type Client, type ClientOptions, createClient as createCoreClient } from '@turbosmtp-auth/core';
import { platform } from './platform.ts';

/**
 * Makes a client of the service. Nothing happens until a call is made.
 *
 * Without a `keyStore` the key is kept in memory, shared by all clients of this process that have the same profile.
 *
 * @throws {InvalidInputError} when an option cannot be, such as a base URL that is not https.
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
  return createCoreClient(platform, options);
}
