// A registry of this machine's own, for rehearsals: Verdaccio on loopback, empty at first, which asks no other registry.
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Starts it, with its files in a directory. Whoever reaches it may publish. */
export async function startRegistry(directory) {
  const { runServer } = await import('verdaccio');
  const app = await runServer({
    storage: join(directory, 'storage'),
    self_path: join(directory, 'config.yaml'),
    auth: {},
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    web: { enable: false },
    max_body_size: '50mb',
    log: { type: 'stdout', format: 'json', level: 'fatal' },
  });
  const server = await listen(app);
  return { url: server.url, [Symbol.asyncDispose]: server[Symbol.asyncDispose] };
}

/** Starts a server on a free port of loopback; a handler of Node's, or a server that does not listen yet. */
export async function listen(handler) {
  const server = typeof handler === 'function' ? createServer(handler) : handler;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
