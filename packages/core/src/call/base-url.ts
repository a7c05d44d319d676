import { invalidInput } from '../errors/build.ts';
import type { InvalidInputError } from '../errors/errors.ts';

/** The live service (contract, "Base URL"). */
export const LIVE_BASE_URL = 'https://pro.api.serversmtp.com/api/v2';

/** Where mail is sent, with the consumer pair only (contract, "Beyond authentication"). */
const MAIL_BASE_URLS = ['https://api.turbo-smtp.com/api/v2', 'https://api.eu.turbo-smtp.com/api/v2'];

/** A base URL that was checked. */
export interface BaseUrl {
  readonly origin: string;
  /** Origin and path, without a slash at the end. */
  readonly href: string;
}

const hints = {
  not_a_url: 'Give an absolute URL, such as https://host/api/v2.',
  not_https: 'Use https: the key would travel in clear. Plain http is for loopback only.',
  credentials_in_url: 'Leave user name and password out of the URL.',
  query_or_fragment: 'Leave query and fragment out of the base URL.',
  not_url_characters: 'Write the URL with slashes, and without spaces or line ends.',
  outside_base_url: 'Only URLs under the base URL get the key; use plain `fetch` for others.',
};

/** `baseUrl` is an option of the client, `input` an argument of its `fetch`. */
const refused = (path: 'baseUrl' | 'input', code: keyof typeof hints): InvalidInputError =>
  invalidInput(path, code, { hint: hints[code], ...(path === 'input' && { operation: 'fetch' }) });

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(?:\.\d{1,3}){3}$/.test(hostname);

function parse(path: 'baseUrl' | 'input', value: string): URL {
  // A URL parser reads a backslash as a slash and drops line ends: other readers of the same text do not.
  if (/[\\\s\p{Cc}]/u.test(value)) throw refused(path, 'not_url_characters');
  const url = URL.parse(value);
  if (!url) throw refused(path, 'not_a_url');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw refused(path, 'not_https');
  if (url.username || url.password) throw refused(path, 'credentials_in_url');
  return url;
}

/**
 * Checks a base URL before anything is sent to it.
 *
 * @throws {InvalidInputError} for anything but https (or http on loopback), without user info, query or fragment.
 */
export function parseBaseUrl(value: string | URL = LIVE_BASE_URL): BaseUrl {
  const url = parse('baseUrl', String(value));
  if (/[?#]/.test(String(value))) throw refused('baseUrl', 'query_or_fragment');
  return { origin: url.origin, href: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/**
 * The URL that `client.fetch` may send the account's authorisation to: a path below the base URL, an absolute URL
 * under it, or, for a consumer pair on the live service, one of the mail hosts.
 *
 * @throws {InvalidInputError} for every other URL.
 */
export function resolveTarget(base: BaseUrl, input: string, scheme: 'key' | 'consumer'): URL {
  const path = 'input';
  if (/^\/(?!\/)/.test(input)) {
    if (/[\\\s\p{Cc}]/u.test(input)) throw refused(path, 'not_url_characters');
    const url = URL.parse(base.href + input);
    if (!url || !isUnder(url, base.href)) throw refused(path, 'outside_base_url');
    return url;
  }
  const url = parse(path, input);
  const allowed =
    scheme === 'consumer' && base.href === LIVE_BASE_URL ? [base.href, ...MAIL_BASE_URLS] : [base.href];
  if (!allowed.some((href) => isUnder(url, href))) throw refused(path, 'outside_base_url');
  return url;
}

/**
 * Whether a URL is at or below another, which has no slash at the end. Dots were resolved by the parser, so that
 * `/api/v2/../x` is not under `/api/v2`; `%2e` counts as a dot there.
 */
function isUnder({ origin, pathname }: URL, href: string): boolean {
  const whole = origin + pathname;
  return whole === href || whole.startsWith(`${href}/`);
}
