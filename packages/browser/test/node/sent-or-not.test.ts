import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chromiumAvailable, chromiumLaunchOptions } from '../../../../tools/chromium.ts';
import { serveBuilt } from './built-package.ts';

// What a page says of a login that never left, and of one that may have. Without a Chromium it fails in CI, and elsewhere is skipped.
const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

const script = `
  import { createClient, memoryKeyStore } from '@turbosmtp-auth/browser';
  globalThis.logIn = (baseUrl, wrapped) =>
    createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false, ...(wrapped && { fetch: (...given) => fetch(...given) }) })
      .login({ email: 'ada@example.test', password: 'Correct-Horse-9' })
      .then(() => 'logged in', ({ name, reason, hint }) => ({ name, reason, hint }));
  globalThis.ready = true;`;

async function open(
  allowed: boolean,
): Promise<{ page: Page; baseUrl: string; seen: string[]; cookies: string[] }> {
  const seen: string[] = [];
  const cookies: string[] = [];
  const service = createServer(({ method, headers }, reply) => {
    seen.push(String(method));
    cookies.push(`${headers.cookie} ${headers.referer} ${headers['cache-control']}`);
    if (allowed)
      reply.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
    reply.setHeader('content-type', 'application/json').end(`{"auth":"${'k'.repeat(40)}"}`);
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const server = await serveBuilt(script);
  const browser = await chromium.launch(chromiumLaunchOptions());
  onTestFinished(async () => {
    await browser.close();
    server.close();
    service.close();
  });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction('globalThis.ready');
  const { port } = service.address() as AddressInfo; // it listens on a port
  return { page, baseUrl: `http://127.0.0.1:${port}/api/v2`, seen, cookies };
}

const logIn = (page: Page, baseUrl: string, wrapped = false): Promise<unknown> =>
  page.evaluate(`logIn(${JSON.stringify(baseUrl)}, ${wrapped})`);

describe.skipIf(!required && !chromiumAvailable())('a login of a page', { timeout: 120_000 }, () => {
  it('that is offline was never sent', async () => {
    const { page, baseUrl, seen } = await open(true);
    await page.context().setOffline(true);
    expect(await logIn(page, baseUrl)).toMatchObject({ name: 'NetworkError', reason: 'offline' });
    // Chromium's emulation lets a preflight through to loopback, which has no password in it.
    expect(seen).not.toContain('POST');
    await page.context().setOffline(false);
    expect(await logIn(page, baseUrl)).toBe('logged in');
  });

  it('that the content security policy blocks was never sent', async () => {
    const { page, baseUrl, seen } = await open(true);
    await page.evaluate(`{
      const meta = document.createElement('meta');
      meta.httpEquiv = 'content-security-policy';
      meta.content = "connect-src 'self'";
      document.head.append(meta);
    }`);
    expect(await logIn(page, baseUrl)).toMatchObject({
      name: 'NetworkError',
      hint: expect.stringContaining('connect-src'),
    });
    expect(seen).toEqual([]);
  });

  it('that CORS does not allow may have reached the service', async () => {
    const { page, baseUrl, seen } = await open(false);
    expect(await logIn(page, baseUrl)).toMatchObject({
      name: 'OutcomeUnknownError',
      hint: expect.stringContaining('CORS'),
    });
    expect(seen).toEqual(['OPTIONS']);
  });

  it('keeps no answer and shows no address, whoever’s fetch sends it, and may name loopback', async () => {
    const { page, baseUrl, cookies } = await open(true);
    const named = baseUrl.replace('127.0.0.1', 'api.localhost');
    expect(await logIn(page, named, true)).toBe('logged in');
    expect(cookies.at(-1)).toBe('undefined undefined no-cache');
  });
});
