import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Authority, makeAuthority } from './authority.ts';
import { listen } from './listen.ts';
import { pinnedNode } from './pinned-node.ts';

// Connections that fail before, while and after a request is written, on each Node that is supported.

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

async function run(line: string, what: string, authority: Authority | null, urls: readonly string[]) {
  const node = await pinnedNode(line);
  const args = ['--no-warnings', path('./children/lose-connections.ts'), path('../src/index.ts'), what];
  const env = { PATH: '', TURBOSMTP_AUTH_KEYCHAIN: 'off', NODE_EXTRA_CA_CERTS: authority?.file ?? '' };
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    execFile(node, [...args, ...urls], { env, timeout: 60_000 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });
}

/** Ends the TLS of a handshake in the middle: the server's first flight arrives in part. */
const cutAfterFirstFlight = (target: number) => (near: Socket) => {
  const far = connect(target, '127.0.0.1').on('error', () => {});
  near.once('data', (hello) => far.write(hello));
  far.once('data', (flight) => {
    near.write(Buffer.from(flight).subarray(0, 100));
    setTimeout(() => void [near.resetAndDestroy(), far.destroy()], 30);
  });
};

const alert = (description: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, 2, description]);
const onData = (act: (socket: Socket) => void) => (socket: Socket) =>
  void socket.once('data', () => act(socket));

/** TLS that ends with bytes that are not encrypted, once the request has been read. */
async function spoiled(authority: Authority, bytes: Buffer): Promise<number> {
  const nears: Socket[] = [];
  const inner = await listen(
    createTlsServer(authority.server, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => nears.pop()?.end(bytes));
    }),
  );
  return listen(
    createServer((near) => {
      nears.push(near);
      const far = connect(inner, '127.0.0.1').on('error', () => {});
      near.pipe(far);
      far.on('data', (chunk) => near.writable && near.write(chunk));
    }),
  );
}

const tls = (
  authority: Authority,
  options: TlsOptions,
  act?: (socket: TLSSocket) => void,
): Promise<number> => {
  const server = createTlsServer({ ...authority.server, ...options }, (socket) => {
    socket.on('error', () => {});
    act?.(socket);
  });
  return listen(server.on('tlsClientError', () => {}));
};

describe.each(['node-22', 'node-24', 'node'])('%s', { timeout: 180_000 }, (line) => {
  it('knows that nothing was sent if the TLS handshake fails, and only then', async () => {
    const authority = await makeAuthority('DNS:localhost', 'IP:127.0.0.1');
    const whole = await tls(authority, {});
    const before = [
      await listen(createHttpServer((_, reply) => reply.end('x'))),
      await listen(createServer(onData((socket) => socket.end()))),
      await listen(createServer(onData((socket) => socket.resetAndDestroy()))),
      await listen(createServer(onData((socket) => socket.end('nonsense nonsense nonsense\r\n\r\n')))),
      await listen(createServer(onData((socket) => socket.end(alert(40))))),
      await listen(createServer(onData((socket) => socket.end(alert(112))))),
      await listen(createServer(cutAfterFirstFlight(whole))),
      await tls(authority, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      await tls(authority, { maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' }),
      await tls(authority, { maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true }),
    ];
    const after = [
      await tls(authority, {}, (socket) => void socket.once('data', () => socket.destroy())),
      await tls(
        authority,
        { maxVersion: 'TLSv1.2' },
        (socket) => void socket.once('data', () => socket.destroy()),
      ),
      // In TLS 1.3 a server refuses the client's certificate after the client may have sent its request.
      await tls(authority, { minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: true }),
      await spoiled(authority, Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
      await spoiled(authority, alert(40)),
    ];
    const url = (port: number): string => `https://127.0.0.1:${port}/api/v2`;
    const told = await run(line, 'log in', authority, [...before, ...after].map(url));
    expect(told).toEqual({
      ...Object.fromEntries(
        before.map((port) => [url(port), { name: 'NetworkError', reason: 'handshake_failed' }]),
      ),
      ...Object.fromEntries(
        after.map((port) => [url(port), { name: 'OutcomeUnknownError', reason: 'login_lost' }]),
      ),
    });
  });

  it('sends nothing over a connection that the server closed while the process stood still', async () => {
    // In a thread of its own: this one is not what stands still, but may be busy.
    const server = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const serve = (end) => require('node:net').createServer((socket) => {
         let timer;
         socket.on('error', () => {}).on('data', () => {
           clearTimeout(timer);
           socket.write('HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: 21\\r\\n\\r\\n{"message":"success"}');
           timer = setTimeout(() => socket[end](), 100);
         });
       }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });
       serve('destroy'); serve('resetAndDestroy');`,
      { eval: true },
    );
    onTestFinished(async () => void (await server.terminate()));
    const ports: number[] = [];
    while (ports.length < 2) ports.push(...((await once(server, 'message')) as [number]));
    const urls = ports.map((port) => `http://127.0.0.1:${port}/api/v2`);
    expect(await run(line, 'stand still', null, urls)).toEqual(
      Object.fromEntries(urls.map((each) => [each, 0])),
    );
  });
});
