import { invalidInput } from '../errors/build.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { InvalidInputError } from '../errors/errors.ts';

/** The live service (contract, "Base URL"). */
export const LIVE_BASE_URL = 'https://pro.api.serversmtp.com/api/v2';

/** One of the service's regions, each of which has a host for mail (contract, "Beyond authentication"). */
export type Region = 'global' | 'eu';

/** The hosts that mail is sent to, by region, with the consumer pair only (contract, "Beyond authentication"). */
export const MAIL_BASE_URLS: Readonly<Record<Region, string>> = {
  global: 'https://api.turbo-smtp.com/api/v2',
  eu: 'https://api.eu.turbo-smtp.com/api/v2',
};

/** @throws {InvalidInputError} for what names no region. */
export function checkRegion(region: Region): void {
  if (!Object.keys(MAIL_BASE_URLS).includes(region)) throw invalidInput('region', 'not_a_region');
}

/** The text of a URL. Of a value that is none, it is a text that names no target. */
export const hrefOf = (given: unknown): string =>
  typeof given === 'string' ? given : String(Object(given).href);

/** A base URL that was checked. */
export interface BaseUrl {
  readonly origin: string;
  /** Origin and path, without a slash at the end. */
  readonly href: string;
}

type UrlFault =
  | 'not_a_url'
  | 'not_https'
  | 'credentials_in_url'
  | 'query_or_fragment'
  | 'not_url_characters'
  | 'outside_base_url';

/** `baseUrl` is an option of the client, `input` an argument of its `fetch`. */
const refused = (path: 'baseUrl' | 'input', code: UrlFault): InvalidInputError =>
  invalidInput(path, code, { ...clientHint(code), ...(path === 'input' && { operation: 'fetch' }) });

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** Loopback only where the runtime itself resolves such names, as browsers do. Other systems ask DNS, which may answer anything. */
const isLoopbackName = (hostname: string): boolean => hostname.endsWith('.localhost');

function parse(path: 'baseUrl' | 'input', value: string, plainHttp: (url: URL) => boolean): URL | null {
  // A URL parser reads a backslash as a slash and drops line ends: other readers of the same text do not.
  if (/[\\\s\p{Cc}]/u.test(value)) throw refused(path, 'not_url_characters');
  const url = URL.parse(value);
  if (!url) return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainHttp(url)))
    throw refused(path, 'not_https');
  if (url.username || url.password) throw refused(path, 'credentials_in_url');
  return url;
}

/**
 * Checks a base URL before anything is sent to it.
 *
 * @param loopbackNames Whether the runtime resolves `*.localhost` to loopback by itself.
 * @throws {InvalidInputError} for anything but https (or http on loopback), without user info, query or fragment.
 */
export function parseBaseUrl(value: string | URL = LIVE_BASE_URL, loopbackNames = false): BaseUrl {
  const text = hrefOf(value);
  const url = parse(
    'baseUrl',
    text,
    ({ hostname }) => isLoopback(hostname) || (loopbackNames && isLoopbackName(hostname)),
  );
  if (!url) throw refused('baseUrl', 'not_a_url');
  if (/[?#]/.test(text)) throw refused('baseUrl', 'query_or_fragment');
  return { origin: url.origin, href: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/** A URL that `client.fetch` may send the account's authorisation to. */
export interface Target {
  readonly url: URL;
  /** The path below the base URL, as a server reads it: decoded, in lower case, each slash once. */
  readonly path: string;
  /** Whether it sends mail, or is on a host that does nothing else: only the consumer pair may go there. */
  readonly sendsMail: boolean;
}

/**
 * The target that an input of `client.fetch` names. It is a path below the base URL, an absolute URL under it, or, on the
 * live service, a URL of a mail host. The base host of the live service sends no mail: what would be sent there goes to the
 * mail host of the region.
 *
 * @throws {InvalidInputError} for every other URL.
 */
export function resolveTarget(base: BaseUrl, input: string, region: Region = 'global'): Target {
  const isPath = /^\/(?!\/)/.test(input);
  if (isPath && /[\\\s\p{Cc}]/u.test(input)) throw refused('input', 'not_url_characters');
  const url = isPath
    ? URL.parse(base.href + input)
    : parse('input', input, ({ origin }) => origin === base.origin); // that of the base URL was checked
  const mailHosts = base.href === LIVE_BASE_URL && !isPath ? Object.values(MAIL_BASE_URLS) : [];
  const allowed = [base.href, ...mailHosts].find((href) => url && isUnder(url, href));
  // What is no URL is most often a path without its slash.
  if (!url || allowed === undefined) throw refused('input', 'outside_base_url');
  const below = url.pathname.slice(new URL(allowed).pathname.replace(/\/$/, '').length);
  const path = asRead(below);
  const sendsMail = allowed !== base.href || isAtOrBelow(path, '/mail/send');
  const moves = sendsMail && allowed === LIVE_BASE_URL;
  return { url: moves ? new URL(MAIL_BASE_URLS[region] + below + url.search) : url, path, sendsMail };
}

/** Servers differ in which paths they treat as the same: this recognises all of them. */
function asRead(path: string): string {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // It is no path of the contract then, however it is read.
  }
  return text.replace(/\/+/g, '/').toLowerCase();
}

/** Whether a path, as a server reads it, is another or lies below it. */
export const isAtOrBelow = (path: string, other: string): boolean =>
  path === other || path.startsWith(`${other}/`);

/**
 * Whether a URL is at or below another, which has no slash at the end. Dots were resolved by the parser, so that
 * `/api/v2/../x` is not under `/api/v2`; `%2e` counts as a dot there.
 */
function isUnder({ origin, pathname }: URL, href: string): boolean {
  return isAtOrBelow(origin + pathname, href);
}
