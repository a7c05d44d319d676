import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const packages: Readonly<Record<string, URL>> = {
  '/browser/': new URL('../../dist/', import.meta.url),
  '/core/': new URL('../../../core/dist/', import.meta.url),
};
const imports = {
  '@turbosmtp-auth/browser': '/browser/index.js',
  '@turbosmtp-auth/core': '/core/index.js',
  '@turbosmtp-auth/core/errors': '/core/errors.js',
  '@turbosmtp-auth/core/seal': '/core/seal.js',
  '@turbosmtp-auth/core/testing': '/core/testing.js',
};

/** Serves the packages as they are built, and on any other path a page that runs a script which imports them. */
export async function serveBuilt(script: string): Promise<{ url: string; close(): void }> {
  const page = `<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">${script}</script>`;
  const server = createServer(async ({ url = '/' }, reply) => {
    const [prefix, folder] = Object.entries(packages).find(([start]) => url.startsWith(start)) ?? [];
    if (!prefix || !folder) {
      reply.setHeader('content-type', 'text/html').end(page);
      return;
    }
    const source = await readFile(new URL(url.slice(prefix.length), folder)).catch(() => null);
    reply.writeHead(source ? 200 : 404, { 'content-type': 'text/javascript' }).end(source);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
