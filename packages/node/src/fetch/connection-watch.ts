import type { Socket } from 'node:net';
import { isNativeError } from '../any-realm.ts';

// What undici reports of its requests on its diagnostics channels, Node's own undici and the package alike. It reports
// whether a failed request had been written, and on which connection. The errors do not say it: a reset during the handshake
// has the same code as one after the request. A runtime without undici reports nothing.

/** A request of undici's, which stands for itself. */
type Dispatched = object;

/** Where a request was written to. */
interface Written {
  readonly socket: Socket;
  /** Whether the connection had served another request before. */
  readonly kept: boolean;
  /** Bytes that had come on it by then. */
  readonly before: number;
}

const created = new WeakSet<Dispatched>();
const written = new WeakMap<Dispatched, Written>();
const used = new WeakSet<Socket>();
const handshakes = new WeakSet<object>();
const unwritten = new WeakSet<object>();
const stale = new WeakSet<object>();
let watching = false;

/** Starts to watch. Of requests that began before, nothing is known. */
export function watchConnections(): void {
  if (watching) return;
  watching = true;
  // Not imported: a client that sends nothing does not need it.
  const { subscribe } = process.getBuiltinModule('node:diagnostics_channel');
  subscribe('undici:request:create', (message) => {
    created.add((message as { request: Dispatched }).request);
  });
  subscribe('undici:client:connectError', (message) => {
    const { error, connectParams } = message as { error: unknown; connectParams: { protocol: string } };
    if (connectParams.protocol === 'https:') mark(handshakes, error);
  });
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, socket } = message as { request: Dispatched; socket: Socket };
    written.set(request, { socket, kept: used.has(socket), before: socket.bytesRead });
    used.add(socket);
  });
  subscribe('undici:request:error', (message) => {
    const { request, error } = message as { request: Dispatched; error: unknown };
    const way = written.get(request);
    if (!way && created.has(request)) mark(unwritten, error);
    if (way?.kept && way.socket.bytesRead === way.before) mark(stale, error);
  });
}

/** The reason of an abort may be any value. What a subscriber throws would end the process. */
function mark(set: WeakSet<object>, error: unknown): void {
  if (error instanceof Error) set.add(error);
}

/** Whether this is why a request failed before it was written to any connection. */
export const neverWritten = (reason: object): boolean => unwritten.has(reason);

/** Whether this is why a connection with TLS did not come about. */
export const handshakeFailed = (reason: object): boolean => handshakes.has(reason);

/** Whether a connection that had been kept broke before a byte of the answer came. The error is what `fetch` rejected with. */
export const staleConnection = (error: unknown): boolean =>
  isNativeError(error) && isNativeError(error.cause) && stale.has(error.cause);
