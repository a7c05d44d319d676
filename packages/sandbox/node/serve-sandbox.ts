import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basePath } from '../src/base-path.ts';
import { createHandler } from '../src/handler.ts';
import type { Sandbox } from '../src/sandbox.ts';
import { aFilledString, anInteger, assertShape, type Shape } from '../src/shape.ts';
import { readRequest } from './read-request.ts';
import { writeReply } from './write-reply.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default: 0, any that is free. */
  readonly port?: number;
  /** Default: `127.0.0.1`. The sandbox has no secrets to keep: think before listening for others. */
  readonly host?: string;
}

const optionsShape: Shape = { optional: { port: anInteger(0, 65_535), host: aFilledString } };

/**
 * What `await using` calls at the end of its block. It is a member only if your `lib` knows `Symbol.asyncDispose`, so that these
 * declarations compile without it.
 */
type AsyncDisposal = Record<
  SymbolConstructor[Extract<keyof SymbolConstructor, 'asyncDispose'>],
  () => PromiseLike<void>
>;

/** A sandbox that listens. Disposing it closes it. */
export interface SandboxServer extends AsyncDisposal {
  /** Scheme, host and port: `http://127.0.0.1:8025`. */
  readonly url: string;
  /** What a client takes as its base URL: `http://127.0.0.1:8025/api/v2`. */
  readonly baseUrl: string;
  /** The one that was asked for, or the free one that was found. */
  readonly port: number;
  /** Ends every connection at once, even in the middle of a request. Never rejects. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP on Node, with its controls under `/_sandbox`. Faults are real here: a dropped
 * connection is a destroyed socket, a bomb is gzip within gzip.
 *
 * @throws {InvalidShapeError} if it is not a sandbox, or an option is not known or not what it should be.
 * @throws {Error} The system's own, with code `EADDRINUSE` or `EACCES`, if it cannot listen there.
 * @example
 * ```ts
 * import { createSandbox } from '@turbosmtp-auth/sandbox';
 * import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
 *
 * await using server = await serveSandbox(createSandbox());
 * await fetch(`${server.url}/_sandbox/outbox`);
 * ```
 */
export async function serveSandbox(sandbox: Sandbox, options: ServeOptions = {}): Promise<SandboxServer> {
  assertShape('set of options', options, optionsShape);
  const { port = 0, host = '127.0.0.1' } = options;
  const handler = createHandler(sandbox);
  const server = createServer((incoming, outgoing) => void answer(handler, incoming, outgoing));
  server.listen(port, host);
  await once(server, 'listening');

  // A TCP server's address is an object; only a pipe's is a string.
  const address = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  let closed: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closed ??= new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url, baseUrl: url + basePath, port: address.port, close, [Symbol.asyncDispose]: close };
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  let request: Request;
  try {
    request = readRequest(incoming, gone.signal);
  } catch {
    outgoing.writeHead(400).end();
    return;
  }
  try {
    await writeReply(await handler(request), outgoing);
  } catch {
    // A fault wants the connection gone, or the caller has left: either way there is no caller to answer.
    incoming.socket.resetAndDestroy();
  }
}
