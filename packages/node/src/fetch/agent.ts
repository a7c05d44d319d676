import type { Agent, buildConnector, Dispatcher, Pool } from 'undici';
import type { HttpProxy } from './http-proxy.ts';
import type { Route } from './route.ts';
import { trusting } from './trust.ts';
import type { Tunnels } from './tunnels.ts';

/** How connections are made. */
export interface Connections {
  readonly route: Route;
  /** Certificates to trust beside those that Node trusts, in PEM. */
  readonly certificates: readonly string[];
  /** Milliseconds that an idle connection is kept; 0: none is; undefined: undici's default. */
  readonly keepAlive: number | undefined;
}

/** undici, wherever it was loaded from. */
export type UndiciModule = typeof import('undici');

/** Makes what undici's fetch sends through: one for all requests, so that connections are used again. */
export function createAgent(undici: UndiciModule, connections: Connections, tunnels: Tunnels): Agent {
  const { route, certificates, keepAlive } = connections;
  const trust = trusting(certificates);
  let connector: buildConnector.connector | undefined; // one for all, which keeps their TLS sessions
  const connect: buildConnector.connector = (options, callback) => {
    const secureContext = trust();
    connector ??= undici.buildConnector({ ...(secureContext && { secureContext }) });
    connector(options, callback);
  };
  return new undici.Agent({
    ...(keepAlive === 0 ? { pipelining: 0 } : keepAlive !== undefined && { keepAliveTimeout: keepAlive }),
    factory: (origin, options: Pool.Options) => {
      const url = new URL(origin);
      const proxy = route(url);
      if (!proxy) return new undici.Pool(url.origin, { ...options, connect });
      // What is not encrypted gains nothing from a tunnel, and many proxies refuse one.
      if (url.protocol === 'http:') return wholeUrls(undici, proxy, { ...options, connect });
      const target = `${url.hostname}:${url.port || 443}`;
      const throughTunnel: buildConnector.connector = (peer, callback) => {
        tunnels.open(proxy, target, trust()).then(
          (httpSocket) =>
            connect({ ...peer, httpSocket }, (...outcome) => {
              tunnels.settled(httpSocket);
              callback(...outcome);
            }),
          (error: Error) => callback(error, null),
        );
      };
      return new undici.Pool(url.origin, { ...options, connect: throughTunnel });
    },
  });
}

/** Connections to a proxy that is asked for whole URLs (RFC 9112, section 3.2.2). */
function wholeUrls({ Pool }: UndiciModule, { url, authorization }: HttpProxy, options: Pool.Options): Pool {
  class ProxyPool extends Pool {
    override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const target = new URL(String(request.origin));
      const headers = {
        ...(request.headers as Record<string, string>), // fetch, which alone sends through this, gives a record
        host: target.host,
        ...(authorization !== undefined && { 'proxy-authorization': authorization }),
      };
      return super.dispatch({ ...request, path: target.origin + request.path, headers }, handler);
    }
  }
  return new ProxyPool(url.origin, options);
}
