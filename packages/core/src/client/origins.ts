import { checkConsumerPair } from '../call/authorization.ts';
import { checkRegion, LIVE_BASE_URL, MAIL_BASE_URLS, parseBaseUrl } from '../call/base-url.ts';
import { checkObject } from '../errors/check-given.ts';
import type { ClientOptions } from './options.ts';

/** What decides where a client sends. */
export type OriginsOptions = Pick<ClientOptions, 'baseUrl' | 'consumer' | 'region'>;

/**
 * The origins that a client with these options sends to. They are the origin of its base URL and, with a consumer pair on
 * the live service, that of the mail host. For authors of adapters.
 *
 * @throws {InvalidInputError} `invalid_input` if the base URL, the consumer pair or the region is invalid, for example if the
 * URL is not HTTPS.
 */
export function originsOf(options: OriginsOptions): readonly string[] {
  checkObject('options', options);
  const { baseUrl, consumer, region = 'global' } = options;
  checkRegion(region);
  if (consumer !== undefined && typeof consumer !== 'function') checkConsumerPair(consumer);
  const { origin, href } = parseBaseUrl(baseUrl);
  const sendsMail = consumer !== undefined && href === LIVE_BASE_URL;
  return sendsMail ? [origin, new URL(MAIL_BASE_URLS[region]).origin] : [origin];
}
