import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chromiumAvailable, chromiumLaunchOptions } from '../../tools/chromium.ts';

// What the stores of extensions, and the policy of extensions, refuse to find in a bundle; and what its first line may not do.

const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** What each part of an extension bundles. */
const parts = {
  background: 'export { createClient, serveClient, extensionKeyStore, platform }',
  popup: 'export { connectClient, describeError }',
  'content script': 'export { connectClient }',
};

/** The files of a bundle: what would be loaded later is a file of its own. */
async function bundle(exported: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: `${exported} from '@turbosmtp-auth/browser/extension'`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    splitting: true,
    outdir: '.',
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles.map(({ text }) => text);
}

describe.each(Object.entries(parts))('the bundle of a %s', (_, exported) => {
  it('is one file, which loads no code and makes none', async () => {
    const [text = '', ...others] = await bundle(exported);
    expect(others).toEqual([]);
    expect(text).toContain('export {');
    const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    for (const forbidden of [/\bimport\s*\(/, /\beval\s*\(/, /\bFunction\s*\(/, /\bimportScripts\b/])
      expect(code).not.toMatch(forbidden);
    for (const url of [
      /https?:\/\/[^\s"'`]+\.(?:m|c)?js\b/,
      /["'`](?:javascript|data|blob):/,
      /createObjectURL/,
    ])
      expect(code).not.toMatch(url);
  });
});

it('what a content script bundles has neither the client nor the store', async () => {
  const [text] = await bundle(parts['content script']);
  for (const part of ['indexedDB', '/authorize', 'AES-GCM', 'navigator.locks', 'api.serversmtp.com'])
    expect(text).not.toContain(part);
});

/** What can be touched without a page, and what a module may call at once without harm to nobody but its reader. */
const names = [
  ...[
    'chrome',
    'browser',
    'indexedDB',
    'BroadcastChannel',
    'navigator',
    'fetch',
    'Request',
    'crypto',
    'caches',
  ],
  ...['localStorage', 'sessionStorage', 'setInterval', 'setTimeout', 'queueMicrotask', 'addEventListener'],
  ...['postMessage', 'Worker', 'WebSocket', 'XMLHttpRequest', 'AbortController', 'process', 'Deno'],
];

/** Imports a module, makes what it exports, and says which of the names was touched. */
const probe = (module: string): string => `
  const touched = [];
  const before = ${JSON.stringify(names)}.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name] of before)
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
  const { createClient, connectClient, extensionKeyStore } = await import(${JSON.stringify(module)});
  createClient();
  connectClient();
  extensionKeyStore();
  for (const [name, descriptor] of before)
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    else delete globalThis[name];`;

describe('nothing of the browser is touched by an import, nor by making a client', () => {
  const all = async (): Promise<string> => (await bundle('export *')).join();

  it.each([
    ['Node', [process.execPath]],
    ['Deno', [fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url)), 'run', '--no-prompt']],
  ])('in %s', async (_, [command = '', ...args]) => {
    const directory = await mkdtemp(join(tmpdir(), 'extension-import-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    await writeFile(join(directory, 'extension.mjs'), await all());
    const program = join(directory, 'probe.mjs');
    await writeFile(program, `${probe('./extension.mjs')} console.log(JSON.stringify(touched));`);
    const { stdout } = await promisify(execFile)(command, [...args, program]);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it.skipIf(!required && !chromiumAvailable())('in a page and in a worker', async () => {
    const files: Readonly<Record<string, string>> = {
      '/extension.js': await all(),
      '/worker.js': `${probe('/extension.js')} postMessage(touched);`,
      '/page.js': `${probe('/extension.js')}
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => console.log(JSON.stringify({ page: touched, worker: data }));
        worker.onerror = ({ message }) => console.log(JSON.stringify(message));`,
    };
    const server = createServer(({ url = '' }, reply) => {
      const script = files[url];
      reply.setHeader('content-type', script ? 'text/javascript' : 'text/html');
      reply.end(
        script ??
          '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const browser = await chromium.launch(chromiumLaunchOptions());
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const { port } = server.address() as AddressInfo; // of a server that listens on a port
    // Not by a function that looks for it in the page again and again: such a function touches some of these names itself.
    const said = page.waitForEvent('console');
    await page.goto(`http://127.0.0.1:${port}/`);
    expect(JSON.parse((await said).text())).toEqual({ page: [], worker: [] });
  });
});
