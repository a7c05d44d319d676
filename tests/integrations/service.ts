import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';

export const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** The sandbox over HTTP, what reached it, and a place of somebody else's where nothing may arrive. */
export interface Service extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly baseUrl: string;
  readonly elsewhere: string;
  /** The calls that ask for something: neither logins nor what revokes a key afterwards. */
  calls(): Seen[];
  logins(): number;
  /** The request lines that reached the other place. */
  readonly strayed: readonly string[];
}

export async function startService(): Promise<Service> {
  const sandbox = createSandbox({ accounts: [ada] });
  const seen: Seen[] = [];
  const server = await serveSandbox({
    ...sandbox,
    exchange: async (request, signal) => {
      const { method, headers } = request;
      const body = new Uint8Array(await request.arrayBuffer());
      seen.push({
        method,
        path: new URL(request.url).pathname,
        headers,
        body: Buffer.from(body).toString('latin1'),
      });
      const bodiless = method === 'GET' || method === 'HEAD';
      return sandbox.exchange(
        new Request(request.url, { method, headers, ...(!bodiless && { body }) }),
        signal,
      );
    },
  });

  const strayed: string[] = [];
  const other = createServer(({ method, url }, reply) => {
    strayed.push(`${method} ${url}`);
    reply.end('{}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));

  const isLogin = ({ path }: Seen): boolean => path.endsWith('/authorize');
  const isLogout = ({ path }: Seen): boolean => path.endsWith('/deauthorize');
  return {
    sandbox,
    baseUrl: server.baseUrl,
    // A TCP server's address is an object; only a pipe's is a string.
    elsewhere: `http://127.0.0.1:${(other.address() as AddressInfo).port}/api/v2`,
    calls: () => seen.filter((request) => !isLogin(request) && !isLogout(request)),
    logins: () => seen.filter(isLogin).length,
    strayed,
    async [Symbol.asyncDispose]() {
      other.closeAllConnections();
      other.close();
      await server.close();
    },
  };
}

/** A client of that service with a store of its own. */
export const accountOf = ({ baseUrl }: Service, options: ClientOptions = { credentials: ada }) =>
  createClient({ baseUrl, keyStore: memoryKeyStore(), ...options });
