// Servers that a page is written with. They make something else of the packages than a build does.
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expectPage } from './expect-page.ts';
import type { Row } from './row.ts';
import { load, versionOf } from './tools.ts';

interface Vite {
  createServer(options: object): Promise<{
    listen(): Promise<unknown>;
    close(): Promise<void>;
    readonly resolvedUrls: { readonly local: readonly string[] } | null;
  }>;
}

const vite: Row = {
  kind: 'server for development',
  what: 'Vite',
  version: () => versionOf('vite'),
  checks: [
    {
      name: 'the page signs in, keeps the key, calls and signs out in Chromium',
      async run({ project, directory }) {
        await cp(join(project, 'page'), directory, { recursive: true });
        await symlink(join(project, 'node_modules'), join(directory, 'node_modules'), 'junction');
        const { createServer } = await load<Vite>('vite');
        const server = await createServer({
          root: directory,
          cacheDir: join(directory, '.vite'),
          configFile: false,
          logLevel: 'error',
          server: { host: 'localhost', port: 0 },
        });
        try {
          await server.listen();
          await expectPage(server.resolvedUrls?.local[0] ?? '');
        } finally {
          await server.close();
        }
      },
    },
  ],
};

export const devServerRows: readonly Row[] = [vite];
