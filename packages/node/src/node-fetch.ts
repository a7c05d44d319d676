import { invalidInput } from '@turbosmtp-auth/core';
import { explaining } from '@turbosmtp-auth/core/fetch';
import type { Connections, UndiciModule } from './fetch/agent.ts';
import { parseCertificates } from './fetch/certificates.ts';
import { connectFailure } from './fetch/connect-failures.ts';
import { type Environment, proxiesOf, proxyVariables } from './fetch/environment.ts';
import { parseHttpProxy } from './fetch/http-proxy.ts';
import { parseNoProxy } from './fetch/no-proxy.ts';
import { type Proxies, routeOf } from './fetch/route.ts';

/** How a `fetch` of Node connects. */
export interface NodeFetchOptions {
  /**
   * The http or https proxy to go through: its URL, with user name and password if it asks for them; `'environment'`
   * (the default): those that `HTTPS_PROXY` and `HTTP_PROXY` name, except for the hosts in `NO_PROXY`, in lower case as
   * well; `false`: none. This machine itself (localhost, 127.0.0.0/8, ::1) is never reached through a proxy.
   */
  readonly proxy?: string | URL | 'environment' | false;
  /** Hosts to reach without the proxy, as in `NO_PROXY`, which it replaces. A `proxy` given here heeds this list alone. */
  readonly noProxy?: string;
  /** Authorities to trust beside those that Node trusts, in PEM: of the service, and of an https proxy. */
  readonly ca?: string | readonly string[];
  /** Milliseconds that an idle connection is kept for the next call; default 4,000. `false`: each is used once. */
  readonly keepAlive?: number | false;
}

/**
 * Makes a `fetch` that goes through proxies and trusts the authorities you name, for the `fetch` option of a client.
 *
 * Where an option, or a proxy in the environment, asks for it, it is that of the optional package `undici`, loaded on the
 * first call; otherwise it is Node's own. https goes through a proxy in a tunnel, so that the proxy sees the name of the
 * host and nothing else. No connection that is kept keeps the process alive.
 *
 * Its responses are undici's: all that a Response does, but no instances of the global class.
 *
 * @throws {InvalidInputError} where an option or a variable cannot be; its `issues` name it and never show its value.
 * The `fetch` rejects as every other does, with a `TypeError`, whose cause is a {@link NetworkError} where nothing was sent:
 * its `hint` says why, and what to do. It rejects with an {@link InvalidInputError} where `undici` is needed and not installed.
 * @example
 * ```ts
 * import { createClient, nodeFetch } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ fetch: nodeFetch({ proxy: 'http://proxy.example:3128' }) });
 * ```
 */
export function nodeFetch(options: NodeFetchOptions = {}): typeof fetch {
  const { proxy = 'environment', ca = [], keepAlive } = options;
  const proxies = findProxies(options);
  const certificates = parseCertificates(ca);
  if (keepAlive !== undefined && keepAlive !== false && !(keepAlive > 0 && keepAlive < 2 ** 31))
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

/** Looked up on each call: touching it makes Node load its HTTP client, some 80 ms, which no import shall cost. */
const globalFetch: typeof fetch = explaining((input, init) => globalThis.fetch(input, init), connectFailure);

function findProxies({ proxy = 'environment', noProxy }: NodeFetchOptions): Proxies | undefined {
  if (noProxy !== undefined && typeof noProxy !== 'string') throw invalidInput('noProxy', 'not_a_list');
  if (proxy === false) return undefined;
  if (proxy === 'environment') return proxiesOf(process.env, noProxy);
  const one = parseHttpProxy(String(proxy), 'proxy');
  return { http: one, https: one, except: parseNoProxy(noProxy ?? '') };
}

function onFirstCall(connections: Connections): typeof fetch {
  let loaded: Promise<typeof fetch> | undefined;
  const load = async (): Promise<typeof fetch> => {
    const [{ createUndiciFetch }, undici] = await Promise.all([
      import('./fetch/undici-fetch.ts'),
      loadUndici(),
    ]);
    return createUndiciFetch(undici, connections);
  };
  return explaining(async (input, init) => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined; // it may be there the next time
      throw error;
    });
    return (await loaded)(input, init);
  }, connectFailure);
}

async function loadUndici(): Promise<UndiciModule> {
  try {
    return await import('undici');
  } catch {
    throw invalidInput('fetch', 'undici_not_installed', {
      hint: 'Proxies, authorities and keep-alive times need the package `undici`: install it with `npm install undici@7`.',
    });
  }
}
