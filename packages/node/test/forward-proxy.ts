import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Authority } from './authority.ts';
import { listen } from './listen.ts';

/** What a proxy does. */
interface ProxyOptions {
  /** The names it resolves, and nobody else does, with their ports on this machine. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** `user:password`; without: it asks for none. */
  readonly password?: string;
  /** Makes it an https proxy. */
  readonly tls?: Authority['server'];
  /** What becomes of each CONNECT, instead of a connection. */
  readonly onConnect?: (socket: Socket) => void;
}

/** A forward proxy that counts what passes. */
export interface ForwardProxy {
  readonly port: number;
  /** What it was asked, refused or not: `CONNECT host:port`, `GET http://host/path`. */
  readonly asked: readonly string[];
  /** The header fields of all it was asked. */
  readonly heard: readonly IncomingMessage['headers'][];
  /** The bytes that clients sent through its tunnels. */
  readonly tunnelled: string;
  readonly connections: number;
}

/** Starts a proxy that takes CONNECT and whole URLs. It is gone when the test is over. */
export async function startProxy({
  hosts = {},
  password,
  tls,
  onConnect,
}: ProxyOptions = {}): Promise<ForwardProxy> {
  const asked: string[] = [];
  const heard: IncomingMessage['headers'][] = [];
  let tunnelled = '';
  let connections = 0;

  /** The status to refuse with, or the port on this machine of what was asked for. */
  const judge = ({ method, url = '', headers }: IncomingMessage): { status: number } | { port: number } => {
    asked.push(`${method} ${url}`);
    heard.push(headers);
    const wanted = password && `Basic ${Buffer.from(password).toString('base64')}`;
    if (wanted && headers['proxy-authorization'] !== wanted) return { status: 407 };
    const host = method === 'CONNECT' ? url.replace(/:\d+$/, '') : new URL(url).hostname;
    const port = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    return port === undefined ? { status: 502 } : { port };
  };

  const forward: RequestListener = (incoming, outgoing) => {
    const verdict = judge(incoming);
    if ('status' in verdict) {
      outgoing.writeHead(verdict.status).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '');
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const onward = request(
      { host: '127.0.0.1', port: verdict.port, method: incoming.method, path: pathname + search, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };

  const server = tls ? createTlsServer(tls, forward) : createServer(forward);
  server.on('connection', () => connections++);
  server.on('connect', (incoming: IncomingMessage, near: Socket) => {
    near.on('error', () => {});
    const verdict = judge(incoming);
    if ('status' in verdict) near.end(`HTTP/1.1 ${verdict.status} No\r\ncontent-length: 0\r\n\r\n`);
    else if (onConnect) onConnect(near);
    else {
      const far = connect(verdict.port, '127.0.0.1', () => near.write('HTTP/1.1 200 Connected\r\n\r\n'));
      near.on('data', (chunk: Buffer) => {
        tunnelled += chunk.toString('latin1');
      });
      near.pipe(far).on('error', () => near.destroy());
      far.pipe(near);
      near.on('close', () => far.destroy());
    }
  });
  const port = await listen(server);
  return {
    port,
    asked,
    heard,
    get tunnelled() {
      return tunnelled;
    },
    get connections() {
      return connections;
    },
  };
}
