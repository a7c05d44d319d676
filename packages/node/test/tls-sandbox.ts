import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { onTestFinished } from 'vitest';
import { type Authority, makeAuthority } from './authority.ts';
import { listen } from './listen.ts';

export const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** A name that no resolver knows: only a proxy gets there. */
export const host = 'service.example.test';

/** The service over https, under a private authority. */
export interface TlsSandbox {
  readonly sandbox: Sandbox;
  readonly authority: Authority;
  readonly port: number;
  /** The bytes that got through its TLS. */
  readonly received: number;
}

/** Serves a sandbox with one account over https until the test is over, as `service.example.test` and as localhost. */
export async function startTlsSandbox(): Promise<TlsSandbox> {
  const authority = await makeAuthority(`DNS:${host}`, 'DNS:localhost', 'IP:127.0.0.1');
  const sandbox = createSandbox();
  sandbox.accounts.add(credentials);
  const plain = await serveSandbox(sandbox);
  onTestFinished(() => plain.close());
  let received = 0;
  const server = createServer(authority.server, (near) => {
    const far = connect(plain.port, '127.0.0.1');
    const end = (): void => void [near, far].map((socket) => socket.destroy());
    for (const socket of [near, far]) socket.on('close', end).on('error', end);
    near.on('data', (chunk) => {
      received += chunk.length;
    });
    near.pipe(far).pipe(near);
  });
  server.on('tlsClientError', () => {});
  return {
    sandbox,
    authority,
    port: await listen(server),
    get received() {
      return received;
    },
  };
}
