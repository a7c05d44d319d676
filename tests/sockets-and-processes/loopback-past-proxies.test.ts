import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allRuntimes } from './runtimes.ts';

// The password of a login to this machine reaches no proxy, whatever the environment names.

async function listen(server: Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port; // it listens on a port
}

const program = fileURLToPath(new URL('children/log-in.ts', import.meta.url));
const cwd = fileURLToPath(new URL('..', import.meta.url));

describe.each(await allRuntimes())('$name', { timeout: 180_000 }, ({ executable, flags, form }) => {
  it.each(['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'])(
    'sends nothing of this machine through %s',
    async (variable) => {
      const asked: string[] = [];
      const proxy = createServer(({ method, url }, reply) => {
        asked.push(`${method} ${url}`);
        reply.writeHead(502).end();
      }).on('connect', ({ url }, socket) => {
        asked.push(`CONNECT ${url}`);
        socket.destroy();
      });
      const service = (): Server =>
        createServer((_, reply) => {
          reply.setHeader('content-type', 'application/json').end(`{"auth":"${'k'.repeat(40)}"}`);
        });
      const four = await listen(service(), '127.0.0.1');
      const six = await listen(service(), '::1');
      const through = `http://127.0.0.1:${await listen(proxy, '127.0.0.1')}`;
      const urls = [
        `http://127.0.0.1:${four}/api/v2`,
        `http://localhost:${four}/api/v2`,
        `http://[::1]:${six}/api/v2`,
      ];
      const { stdout } = await promisify(execFile)(
        executable,
        [...flags, program, `@turbosmtp-auth/${form}`, ...urls],
        {
          cwd,
          timeout: 30_000,
          env: { PATH: process.env['PATH'], TURBOSMTP_AUTH_KEYCHAIN: 'off', [variable]: through },
        },
      );
      expect(JSON.parse(stdout)).toEqual(Object.fromEntries(urls.map((url) => [url, 'logged in'])));
      expect(asked).toEqual([]);
    },
  );
});
