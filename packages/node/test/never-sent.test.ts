import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectFailure } from '../src/fetch/connect-failures.ts';
import { createClient, memoryKeyStore } from '../src/index.ts';
import { neverSent } from '../src/never-sent.ts';
import { scratchDirectory } from './scratch-directory.ts';

// Real failures of the real fetch, each on a socket of its own.

const failureOf = (url: string, init?: RequestInit): Promise<unknown> =>
  fetch(url, { method: 'POST', body: '{}', ...init }).then(
    async (response) => {
      await response.text();
      throw new Error('the fetch did not fail');
    },
    (error: unknown) => error,
  );

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A server that does this to a connection once the request has arrived. */
const afterRequest = (act: (socket: Socket) => void): Promise<number> =>
  listen(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => act(socket));
    }),
  );

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('neverSent is true of', () => {
  it('a refused connection', async () => {
    expect(neverSent(await failureOf(`http://127.0.0.1:${await closedPort()}/`))).toBe(true);
  });

  it('a connection refused at every address of a name', async () => {
    const error = await failureOf(`http://localhost:${await closedPort()}/`);
    expect(neverSent(error)).toBe(true);
  });

  it('a port that no fetch connects to', async () => {
    const error = await failureOf('http://127.0.0.1:9/');
    expect(neverSent(error)).toBe(true);
    expect(connectFailure(error)).toMatchObject({
      systemCode: 'BAD_PORT',
      reason: 'bad_port',
      passing: false,
    });
  });

  it.each([
    ['GET', 'keep-alive', 'timeout=5'],
    ['POST', 'keep-alive', 'timeout=5'],
    ['GET', 'transfer-encoding', 'chunked'],
    ['POST', 'transfer-encoding', 'chunked'],
    ['GET', 'expect', '100-continue'],
    ['POST', 'expect', '100-continue'],
    ['GET', 'upgrade', 'h2c'],
    ['POST', 'upgrade', 'h2c'],
  ])('a %s with the header %s, which only the connection may set', async (method, header, value) => {
    let asked = 0;
    const server = createHttpServer((_, response) => {
      asked++;
      response.end();
    });
    const port = await listen(server);
    const body = method === 'POST' ? { body: 'text' } : {};
    const request = { method, headers: { [header]: value }, ...body };
    const error = await fetch(`http://127.0.0.1:${port}/`, request).catch((failure: unknown) => failure);
    server.close();
    expect(asked).toBe(0);
    expect(neverSent(error)).toBe(true);
    expect(connectFailure(error)).toMatchObject({ reason: 'header_of_connection', passing: false });
  });

  it('a name that does not exist', async () => {
    expect(neverSent(await failureOf('http://no-such-host.invalid/'))).toBe(true);
  });

  it('a server whose certificate nobody vouches for', async ({ skip }) => {
    const directory = await scratchDirectory();
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    try {
      const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
      const subject = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert, '-days', '1'];
      execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' });
    } catch {
      skip('openssl is needed to make a certificate');
    }
    let received = 0;
    const tls = { key: await readFile(key), cert: await readFile(cert) };
    const server = createTlsServer(tls, (socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
      });
    });
    server.on('tlsClientError', () => {});
    expect(neverSent(await failureOf(`https://127.0.0.1:${await listen(server)}/`))).toBe(true);
    expect(received).toBe(0);
  });

  it.each([
    Object.assign(new Error(), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
    Object.assign(new Error(), { code: 'EHOSTUNREACH', syscall: 'connect' }),
    Object.assign(new Error(), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }),
  ])('%o, which needs a network to cause', (cause) => {
    expect(neverSent(new TypeError('fetch failed', { cause }))).toBe(true);
  });
});

describe('a client of which nothing was sent says what to do', () => {
  const failureOfLogin = (baseUrl: string): Promise<unknown> =>
    createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false })
      .login({ email: 'ada@example.test', password: 'Correct-Horse-9' })
      .catch((error: unknown) => error);

  it('about a name, and an address', async () => {
    expect(await failureOfLogin('https://no-such-host.invalid/api/v2')).toMatchObject({
      name: 'NetworkError',
      hint: expect.stringMatching(/host of the base URL was not found \((?:ENOTFOUND|EAI_AGAIN)\)/),
      retryable: true,
    });
    expect(await failureOfLogin(`http://127.0.0.1:${await closedPort()}/api/v2`)).toMatchObject({
      name: 'NetworkError',
      hint: expect.stringContaining('Connecting to the service failed (ECONNREFUSED)'),
      retryable: true,
    });
  });

  it.each([
    ['CERT_HAS_EXPIRED', /not valid today \(CERT_HAS_EXPIRED\): check this machine's clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another host/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
  ])('about the certificate, with %s', async (code, hint) => {
    vi.stubGlobal('fetch', () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })),
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    const fetched = await failureOfLogin('https://service.example.test/api/v2');
    expect(fetched).toMatchObject({
      name: 'NetworkError',
      hint: expect.stringMatching(hint),
      retryable: false,
    });
  });
});

describe('neverSent is false of', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed', (socket) => socket.destroy()],
    ['answered with nonsense', (socket) => socket.end('nonsense\r\n\r\n')],
  ])('a connection that is %s after the request arrived', async (_, act) => {
    expect(neverSent(await failureOf(`http://127.0.0.1:${await afterRequest(act)}/`))).toBe(false);
  });

  it('a request that was aborted while it waited', async () => {
    const port = await afterRequest(() => {});
    const error = await failureOf(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(50) });
    expect(neverSent(error)).toBe(false);
  });

  it('several addresses of which one got further', () => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' });
    const reset = Object.assign(new Error(), { code: 'ECONNRESET', syscall: 'read' });
    expect(neverSent(new AggregateError([refused, refused]))).toBe(true);
    expect(neverSent(Object.assign(new AggregateError([refused, reset]), refused))).toBe(false);
    expect(neverSent(new AggregateError([]))).toBe(false);
  });

  it.each([
    undefined,
    null,
    'ECONNREFUSED',
    { code: 'ECONNREFUSED', syscall: 'connect' },
    new Error('connect'),
  ])('%o', (error) => expect(neverSent(error)).toBe(false));

  it('an unreachable host, once the connection stood', () => {
    const cause = Object.assign(new Error(), { code: 'EHOSTUNREACH', syscall: 'read' });
    expect(neverSent(new TypeError('fetch failed', { cause }))).toBe(false);
  });

  it('an error that is its own cause', () => {
    const error: Error = new Error('round and round');
    error.cause = error;
    expect(neverSent(error)).toBe(false);
  });
});
