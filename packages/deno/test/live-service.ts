import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { scratchDirectory } from './scratch-directory.ts';

/** The service at its real names, for programs that run in this environment. */
export interface LiveService {
  readonly environment: Readonly<Record<string, string>>;
  /** The hosts that were reached so far. */
  readonly reached: Set<string>;
}

const hosts = ['pro.api.serversmtp.com', 'api.turbo-smtp.com', 'api.eu.turbo-smtp.com'];

async function listen(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket.on('error', () => {}));
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Passes on what comes, both ways. */
function connectBoth(one: Duplex, other: Duplex): void {
  for (const end of [one, other]) end.on('error', () => end.destroy());
  one.pipe(other).pipe(one);
}

/**
 * A way to a server on this machine under the names of the live service: a proxy, which Deno goes through by itself, and TLS of an authority that it
 * is told to trust. `null` where there is no openssl to make the certificate, and then it says so.
 */
export async function liveService(port: number): Promise<LiveService | null> {
  const directory = await scratchDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const [caKey, ca] = [join(directory, 'ca-key.pem'), join(directory, 'ca.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  try {
    for (const args of [
      ['-subj', '/CN=authority', '-keyout', caKey, '-out', ca],
      [
        ...['-subj', '/CN=service', '-addext', `subjectAltName=${names}`],
        ...['-addext', 'basicConstraints=critical,CA:FALSE', '-CA', ca, '-CAkey', caKey],
        ...['-keyout', key, '-out', cert],
      ],
    ])
      execFileSync('openssl', [...request, '-days', '1', ...args], { stdio: 'ignore' });
  } catch {
    console.warn('SKIPPED: the hosts of the live service: openssl 3 is needed to make their certificate');
    return null;
  }
  const tls = createTlsServer({ key: await readFile(key), cert: await readFile(cert) }, (socket) =>
    connectBoth(socket, connect(port, '127.0.0.1')),
  );
  tls.on('tlsClientError', () => {});
  const tlsPort = await listen(tls);

  const reached = new Set<string>();
  const proxy = createServer();
  proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    reached.add(url.replace(/:443$/, ''));
    const upstream = connect(tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      connectBoth(socket, upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  const proxyPort = await listen(proxy);
  return { environment: { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, DENO_CERT: ca }, reached };
}
