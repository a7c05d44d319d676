// Servers that render a page: they import what the page imports.
import { deepStrictEqual } from 'node:assert/strict';
import { expectServed, lastLineOf } from './expect-printed.ts';
import type { Row } from './row.ts';
import { runProgram } from './run-program.ts';
import { imports, manifest, printServed, write } from './small-project.ts';
import { folderOf, versionOf } from './tools.ts';

/** What the default store of a page says on a server, where no person is signed in. */
const noDatabase = { code: 'storage_unavailable', reason: 'no_indexed_db' };

/** What a framework does that renders a page on a server: it loads what the page loads, and must end when it has rendered. */
const server: Row = {
  kind: 'server rendering',
  what: 'Node imports @turbosmtp-auth/browser',
  version: () => process.versions.node,
  checks: [
    {
      name: 'the import and a client that is made keep nothing alive',
      async run(place) {
        await write(place, {
          'render.mjs': `
import { createClient } from '@turbosmtp-auth/browser';
import * as extension from '@turbosmtp-auth/browser/extension';
const client = createClient();
client.on('change', () => {});
extension.createClient();
console.log(JSON.stringify(await client.session().catch(({ code, reason }) => ({ code, reason }))));
`,
        });
        deepStrictEqual(
          lastLineOf(await runProgram([process.execPath, 'render.mjs'], { cwd: place.directory })),
          noDatabase,
        );
      },
    },
    {
      name: 'with a memory store it signs in, keeps the key, calls and signs out',
      async run(place) {
        await write(place, { 'service.mjs': `${imports('browser')}${printServed}` });
        expectServed(await runProgram([process.execPath, 'service.mjs'], { cwd: place.directory }));
      },
    },
  ],
};

/** Vite's own server renders a module that imports the client of a page. */
const viteServer: Row = {
  kind: 'server rendering',
  what: 'Vite, ssrLoadModule',
  version: () => versionOf('vite'),
  checks: [
    {
      name: 'a module that makes a client of a page is rendered, and the program ends',
      async run(place) {
        const entry = `${await folderOf('vite')}/dist/node/index.js`;
        await write(place, {
          ...manifest('module'),
          'page.js':
            "import { createClient } from '@turbosmtp-auth/browser';\nexport const render = () => createClient().session().catch(({ code, reason }) => ({ code, reason }));\n",
          'render.mjs': `
import { createServer } from ${JSON.stringify(entry)};
const server = await createServer({ configFile: false, appType: 'custom', logLevel: 'error', optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, ws: false, watch: null } });
const { render } = await server.ssrLoadModule('/page.js');
console.log(JSON.stringify(await render()));
await server.close();
`,
        });
        deepStrictEqual(
          lastLineOf(await runProgram([process.execPath, 'render.mjs'], { cwd: place.directory })),
          noDatabase,
        );
      },
    },
  ],
};

export const serverRenderingRows: readonly Row[] = [server, viteServer];
