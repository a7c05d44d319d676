import { deepStrictEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../tools/chromium.ts';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves the files of a folder on a free port of loopback. */
async function serveFolder(folder: string): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(async ({ url = '/' }, reply) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    const text = await readFile(file).catch(() => null);
    reply.writeHead(text ? 200 : 404, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    reply.end(text ?? undefined);
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

/** The same as `expectPage`, of the page that a bundler left in a folder. */
export async function expectPageIn(folder: string): Promise<void> {
  await using site = await serveFolder(folder);
  await expectPage(site.url);
}

/**
 * Opens the page of `programs/page`, as something serves it, in Chromium, and uses it as a person does.
 *
 * @throws {Error} if it does anything else than it must, or writes an error to the console.
 */
export async function expectPage(url: string): Promise<void> {
  const sandbox = createSandbox({ accounts: [ada] });
  await using service = await serveSandbox(sandbox);
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    const shows = async (text: string): Promise<void> => {
      const status = page.getByRole('status');
      await status
        .filter({ hasText: text })
        .waitFor({ timeout: 60_000 })
        .catch(async () => {
          const shown = await status.textContent();
          throw new Error(
            `It shows ${JSON.stringify(shown)}, not ${JSON.stringify(text)}. ${errors.join('\n')}`,
          );
        });
    };

    await page.goto(`${url}?service=${encodeURIComponent(service.baseUrl)}`);
    await shows('Signed out');
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await shows(`Signed in as ${ada.email}`);
    await page.reload();
    await shows(`Signed in as ${ada.email}`);
    await page.getByRole('button', { name: 'Call' }).click();
    await shows('Found 0');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await shows('Revoked now');
    await page.reload();
    await shows('Signed out');
    deepStrictEqual(errors, []);
    const asked = sandbox.requests.list().filter(({ method }) => method === 'POST');
    deepStrictEqual(
      asked.map(({ path }) => path.split('/').at(-1)),
      ['authorize', 'deauthorize'],
    );
  } finally {
    await browser.close();
  }
}
