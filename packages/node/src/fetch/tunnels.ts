import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { HttpProxy } from './http-proxy.ts';
import { proxyFailed, proxyRefused } from './proxy-error.ts';

// Not imports: a bundler moves those to the top of its one file, where each start pays for them.
const { request: httpRequest } = process.getBuiltinModule('node:http');
const { request: httpsRequest } = process.getBuiltinModule('node:https');
const { isIP } = process.getBuiltinModule('node:net');

/** Milliseconds for a proxy to connect: as many as undici gives a server. */
const PATIENCE = 10_000;

/** Ways through proxies. */
export interface Tunnels {
  /**
   * Has a proxy connect to `host:port`. The socket counts as pending until `settled` is called with it.
   *
   * @throws {UnreachableError}
   */
  open(proxy: HttpProxy, target: string, trust: SecureContext | undefined): Promise<Socket>;
  settled(socket: Socket): void;
  /** Ends what is pending, once no call waits for it: it would keep the process alive. */
  abandon(): void;
}

interface Destroyable {
  destroy(): unknown;
}

export function createTunnels(): Tunnels {
  const pending = new Set<Destroyable>();
  return {
    open: (proxy, target, trust) =>
      new Promise((resolve, reject) => {
        const request = connectRequest(proxy, target, trust);
        pending.add(request);
        const timer = setTimeout(
          () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
          PATIENCE,
        );
        const end = (): void => {
          clearTimeout(timer);
          pending.delete(request);
        };
        request.on('connect', ({ statusCode = 0 }, socket: Socket, head) => {
          end();
          if (statusCode < 200 || statusCode > 299) {
            socket.destroy();
            reject(proxyRefused(statusCode));
            return;
          }
          if (head.length > 0) socket.unshift(head);
          pending.add(socket);
          resolve(socket);
        });
        request.on('error', (error) => {
          end();
          reject(proxyFailed(error));
        });
        request.end();
      }),
    settled: (socket) => void pending.delete(socket),
    abandon: () => {
      for (const each of pending) each.destroy();
      pending.clear();
    },
  };
}

/** CONNECT (RFC 9110, section 9.3.6). */
function connectRequest({ url, authorization }: HttpProxy, target: string, trust: SecureContext | undefined) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options = {
    method: 'CONNECT',
    host,
    port: url.port,
    path: target,
    agent: false,
    headers: {
      host: target,
      'proxy-connection': 'keep-alive', // some take HTTP/1.1 to be HTTP/1.0 without it
      ...(authorization !== undefined && { 'proxy-authorization': authorization }),
    },
  };
  if (url.protocol === 'http:') return httpRequest(options);
  // Node would take the name from the Host header, which names the target.
  const servername = isIP(host) ? '' : host;
  return httpsRequest({ ...options, servername, ...(trust && { secureContext: trust }) });
}
