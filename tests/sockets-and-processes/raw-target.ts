import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** A listener that counts who comes and what they send, below any HTTP. */
export interface RawTarget extends AsyncDisposable {
  readonly origin: string;
  readonly connections: number;
  readonly bytes: number;
}

/** Listens on a port of its own, and answers nothing. */
export async function rawTarget(): Promise<RawTarget> {
  let [connections, bytes] = [0, 0];
  const server = createServer((socket) => {
    connections++;
    socket.on('data', (data) => {
      bytes += data.length;
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
    socket.on('error', () => {});
  });
  return {
    origin: `http://127.0.0.1:${await listen(server)}`,
    get connections() {
      return connections;
    },
    get bytes() {
      return bytes;
    },
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** Listens on a free port of loopback, and says which. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
}
