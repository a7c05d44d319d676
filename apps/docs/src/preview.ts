// Serves the built site on this machine, below the path that it has on GitHub Pages.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type PreviewServer, preview } from 'vite';
import { app, base, site } from './places.ts';

/** Answers the server and the address of the first page. `port` 0 takes any free port. */
export async function serveSite(port: number): Promise<{ server: PreviewServer; url: string }> {
  if (!existsSync(join(site, 'index.html')))
    throw new Error('The site is not built: run `turbo run build --filter=@turbosmtp-auth/docs...` first.');
  const server = await preview({
    root: app,
    base,
    configFile: false,
    appType: 'mpa', // an address without an extension is the page of that name
    logLevel: 'warn',
    build: { outDir: site },
    preview: { host: '127.0.0.1', port, strictPort: false, open: false },
  });
  return { server, url: server.resolvedUrls?.local[0] ?? '' };
}
