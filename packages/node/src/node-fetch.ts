import { checkFunction, checkObject, explaining, invalidInput } from '@turbosmtp-auth/core';
import type { Connections } from './fetch/agent.ts';
import { parseCertificates } from './fetch/certificates.ts';
import { connectFailure } from './fetch/connect-failures.ts';
import { watchConnections } from './fetch/connection-watch.ts';
import { type Environment, proxiesOf, proxyVariables } from './fetch/environment.ts';
import { parseHttpProxy } from './fetch/http-proxy.ts';
import { lookingFirst } from './fetch/looking-first.ts';
import { parseNoProxy } from './fetch/no-proxy.ts';
import { goesToLoopback, type Proxies, routeOf } from './fetch/route.ts';
import { nodeHint } from './hints.ts';
import { nodeIssue } from './issue-texts.ts';

/** How a `fetch` of Node connects. */
export interface NodeFetchOptions {
  /**
   * The http or https proxy to go through: its URL, with user name and password if it asks for them. `'environment'` (the
   * default): the proxies that `HTTPS_PROXY` and `HTTP_PROXY` name, except for the hosts in `NO_PROXY`. These variables may
   * be in lower case. `false`: no proxy. This machine itself (localhost, 127.0.0.0/8, ::1) is never reached through a proxy.
   */
  readonly proxy?: string | URL | 'environment' | false;
  /**
   * Hosts to reach without the proxy, as in `NO_PROXY`, which it replaces. A `proxy` given here uses only this list.
   * Default: what `NO_PROXY` says, if the proxy is `'environment'`; else no host.
   */
  readonly noProxy?: string;
  /** Authorities to trust beside those that Node trusts, in PEM: of the service, and of an https proxy. Default: none. */
  readonly ca?: string | readonly string[];
  /** Milliseconds that an idle connection is kept for the next call; default 4,000. `false`: each is used once. */
  readonly keepAlive?: number | false;
}

/**
 * Makes a `fetch` that goes through proxies and trusts the authorities you name, for the `fetch` option of a client.
 *
 * If an option, or a proxy in the environment, needs it, this is the `fetch` of the optional package `undici`, loaded on the
 * first call. Otherwise it is Node's own. https goes through a proxy in a tunnel, so that the proxy sees the name of the
 * host and nothing else. No connection that is kept keeps the process alive.
 *
 * Its responses are undici's: all that a Response does, but no instances of the global class.
 *
 * @throws {InvalidInputError} `invalid_input` if an option or a variable is invalid; from the `fetch`, also if `undici` is needed and
 * not installed. `issues` names what is invalid, and never shows its value.
 * @throws {TypeError} from the `fetch`, as from every other. If nothing was sent, its cause is a {@link NetworkError} `network`, whose
 * hint says why, and what to do.
 * @example
 * ```ts
 * import { createClient, nodeFetch } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ fetch: nodeFetch({ proxy: 'http://proxy.example:3128' }) });
 * ```
 */
export function nodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  refuseAsInput(options);
  checkObject('options', options);
  const { proxy = 'environment', ca = [], keepAlive } = options;
  const proxies = findProxies(options);
  const certificates = parseCertificates(ca);
  if (
    keepAlive !== undefined &&
    keepAlive !== false &&
    !(typeof keepAlive === 'number' && keepAlive > 0 && keepAlive < 2 ** 31)
  )
    throw invalidInput('keepAlive', 'out_of_range');
  // Node's own may go through the proxies of the environment, so that it is no answer to `false`.
  if (proxy === 'environment' && !proxies && certificates.length === 0 && keepAlive === undefined)
    return globalFetch;
  return onFirstCall({
    route: proxies ? routeOf(proxies) : () => undefined,
    certificates,
    keepAlive: keepAlive === false ? 0 : keepAlive,
  });
}

/** What a `fetch` takes first is what `nodeFetch` gets where it was given for the `fetch` that it makes. */
function refuseAsInput(options: unknown): void {
  const { href, url } = Object(options); // of a URL, and of a Request
  if (typeof options === 'string' || typeof href === 'string' || typeof url === 'string')
    throw invalidInput('fetch', 'node_fetch_not_called', nodeHint('node_fetch_not_called'));
}

let ofEnvironment: { readonly variables: string; readonly fetch: typeof fetch } | undefined;

/**
 * What clients fetch with that were given no other: the same for all, as long as the environment names the same proxies.
 *
 * @throws {InvalidInputError} with the name of a variable that holds no URL of an http or https proxy.
 */
export function environmentFetch(env: Environment = process.env): typeof fetch {
  const variables = proxyVariables(env);
  if (variables === '') return globalFetch;
  if (ofEnvironment?.variables !== variables) ofEnvironment = { variables, fetch: nodeFetch() };
  return ofEnvironment.fetch;
}

/** Looked up on each call: touching it makes Node load its HTTP client, some 80 ms, which an import must not cost. */
const globalFetch: typeof fetch = watched(async (input, init) => {
  // Node's would fail at it as if the service could not be reached.
  const { dispatcher } = Object(init);
  if (dispatcher !== undefined)
    checkFunction('init.dispatcher.dispatch', Object(dispatcher).dispatch, 'fetch');
  return globalThis.fetch(input, {
    ...once(input, init),
    ...init,
    ...(goesToLoopback(input) && pastProxies),
  });
});

/** For Bun, whose fetch goes through the proxy of the environment unless told not to. Node's knows no such option. */
const pastProxies = { proxy: false } as RequestInit;

/**
 * For Bun. If a kept connection breaks, Bun itself repeats a request that HTTP calls idempotent. It then reports the second
 * answer as if it were the first. On a connection of its own it does not. Node's never does.
 */
const once = (input: string | URL | Request, init: RequestInit | undefined): RequestInit | undefined =>
  /^(?:PUT|DELETE|PATCH)$/i.test(init?.method ?? (input as Partial<Request>).method ?? 'GET')
    ? { keepalive: false }
    : undefined;

/** What every fetch of this package does beside fetching. */
function watched(inner: typeof fetch): typeof fetch {
  const looking = lookingFirst(inner);
  return explaining((input, init) => {
    watchConnections();
    return looking(input, init);
  }, connectFailure);
}

function findProxies({ proxy = 'environment', noProxy }: NodeFetchOptions): Proxies | undefined {
  if (noProxy !== undefined && typeof noProxy !== 'string') throw invalidInput('noProxy', 'not_a_list');
  if (proxy === false) return undefined;
  if (proxy === 'environment') return proxiesOf(process.env, noProxy);
  const text: unknown = typeof proxy === 'string' ? proxy : Object(proxy).href; // a URL of any realm
  if (typeof text !== 'string') throw invalidInput('proxy', 'not_a_url', nodeIssue('not_a_url'));
  const one = parseHttpProxy(text, 'proxy');
  return { http: one, https: one, except: parseNoProxy(noProxy ?? '') };
}

function onFirstCall(connections: Connections): typeof fetch {
  let loaded: Promise<typeof fetch> | undefined;
  const load = async (): Promise<typeof fetch> => {
    const { createUndiciFetch } = await import('./fetch/undici-fetch.ts');
    return createUndiciFetch(connections);
  };
  return watched(async (input, init) => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined; // it may be there the next time
      throw error;
    });
    return (await loaded)(input, init);
  });
}
