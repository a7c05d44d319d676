import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filesIn, runDeno } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** A server that does this to a connection once the request has arrived. */
const afterRequest = (act: (socket: Socket) => void): Promise<number> =>
  listen(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => act(socket));
    }),
  );

/** A TLS server that nobody vouches for; `null` where there is no openssl to make its certificate. */
async function untrustedPort(directory: string): Promise<number | null> {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    const files = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert, '-days', '1'];
    execFileSync('openssl', [...request, ...files], { stdio: 'ignore' });
  } catch {
    console.warn('SKIPPED: a certificate that is not trusted: openssl is needed to make one');
    return null;
  }
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) });
  server.on('tlsClientError', () => {});
  return listen(server);
}

describe('createClient, in Deno,', () => {
  it('needs no permission to be imported and made, and says which call was not permitted', async () => {
    expect(await runDeno('use-nothing', [])).toEqual({
      name: 'NetworkError',
      code: 'network',
      hint: 'Run this program with `--allow-net=127.0.0.1:8025`: Deno does not permit it to reach the service.',
      retryable: false,
    });
  });

  it('needs no permission where another fetch takes the place of Deno’s', async () => {
    expect(await runDeno('replace-fetch', [])).toEqual({
      before: expect.stringContaining('`--allow-net=api.example.test`'),
      after: 'ada@example.test',
    });
  });

  it('needs one host and one directory to log in once, and knows what was never sent', async () => {
    const sandbox = createSandbox();
    sandbox.accounts.add({ email: 'ada@example.test', password: 'Correct-Horse-9' });
    await using server = await serveSandbox(sandbox);
    const directory = await scratchDirectory();
    const untrusted = await untrustedPort(directory);
    const handshake = /TLS handshake failed/;
    const hints = {
      [`http://127.0.0.1:${await closedPort()}/`]: /Connecting to the service failed/,
      'https://no-such-host.invalid/': /host of the base URL was not found/,
      'https://not-permitted.example.test/': /--allow-net=not-permitted\.example\.test`/,
      [`https://127.0.0.1:${await afterRequest((socket) => socket.end('HTTP/1.1 400 No\r\n\r\n'))}/`]:
        handshake,
      [`https://127.0.0.1:${await afterRequest((socket) => socket.destroy())}/`]: handshake,
      [`https://127.0.0.1:${await afterRequest((socket) => socket.resetAndDestroy())}/`]: handshake,
      ...(untrusted !== null && { [`https://127.0.0.1:${untrusted}/`]: /not trusted: .*DENO_CERT/ }),
    };
    const never = Object.keys(hints);
    const maybe = [
      `http://127.0.0.1:${await afterRequest((socket) => socket.resetAndDestroy())}/`,
      `http://127.0.0.1:${await afterRequest((socket) => socket.destroy())}/?client error (Connect)`,
      `http://127.0.0.1:${await afterRequest((socket) => socket.end('nonsense\r\n\r\n'))}/`,
    ];
    const permissions = ['--allow-net=127.0.0.1,no-such-host.invalid', ...filesIn(directory)];
    const state = join(directory, 'state');
    const outcome = await runDeno('use-client', permissions, server.baseUrl, state, ...never, ...maybe);
    expect(outcome).toEqual({
      failures: Object.fromEntries([...never.map((url) => [url, true]), ...maybe.map((url) => [url, false])]),
      hints: Object.fromEntries(
        Object.entries(hints).map(([url, hint]) => [url, expect.stringMatching(hint)]),
      ),
      memory: true,
      files: true,
      session: expect.objectContaining({ account: 'ada@example.test', persisted: true }),
      logout: { revoked: 'now' },
    });
    const logins = sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'));
    expect(logins).toHaveLength(2); // one for the memory, one for the files
  });
});
