import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { directory } from './run-conformance.ts';

const page =
  '<!doctype html><meta charset="utf-8"><title>Suite</title><script type="module" src="/page.js"></script>';

/** Serves a page with the suite, from an origin that is not the sandbox's: a name instead of a number. */
export async function servePage(): Promise<{ url: string } & AsyncDisposable> {
  const script = await readFile(join(directory, 'dist', 'page', 'page.js'));
  const server = createServer(({ url }, reply) => {
    if (url === '/') reply.setHeader('content-type', 'text/html').end(page);
    else if (url === '/page.js') reply.setHeader('content-type', 'text/javascript').end(script);
    else reply.writeHead(404).end();
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    url: `http://localhost:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
