import type { HttpProxy } from './http-proxy.ts';
import type { NoProxy } from './no-proxy.ts';

/** The proxy to go through for a URL; undefined: none. */
export type Route = (url: URL) => HttpProxy | undefined;

/** Which proxies there are, by the scheme of what is fetched, and what they are not for. */
export interface Proxies {
  readonly http: HttpProxy | undefined;
  readonly https: HttpProxy | undefined;
  readonly except: NoProxy;
}

/** Goes through the proxy of a URL's scheme, but to this machine itself never: a proxy would reach its own. */
export function routeOf({ http, https, except }: Proxies): Route {
  return (url) => {
    const proxy = url.protocol === 'https:' ? https : http;
    return proxy && !isLoopback(url.hostname) && !except(url) ? proxy : undefined;
  };
}

/** Hosts as the URL parser spells them, which writes every form of an address in one. */
const loopback = [/^(?:.+\.)?localhost\.?$/, /^127(?:\.\d{1,3}){3}$/, /^\[::1\]$/, /^\[::ffff:7f[\da-f]{2}:/];

const isLoopback = (host: string): boolean => loopback.some((pattern) => pattern.test(host));

/** Whether a fetch is given a URL of this machine. */
export const goesToLoopback = (input: string | URL | Request): boolean =>
  isLoopback(URL.parse(String((input as Partial<Request>).url ?? input))?.hostname ?? '');
