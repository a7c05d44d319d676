import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import type { PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chromiumAvailable, chromiumLaunchOptions } from '../../../tools/chromium.ts';
import { serveSite } from '../src/preview.ts';

// In CI a missing Chromium fails, with Playwright's own word on how to install one; elsewhere it skips.
const skip = (!process.env['CI'] || process.env['CI'] === 'false') && !chromiumAvailable();

let server: PreviewServer;
let url: string;
let browser: Browser;

beforeAll(async () => {
  if (skip) return;
  ({ server, url } = await serveSite(0));
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page, and holds it to what it must never do: errors, and requests to other hosts. */
async function open(path: string, options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    colorScheme: options.dark ? 'dark' : 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) problems.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });
  await page.goto(new URL(path, url).href);
  return page;
}

const sample = [
  '.',
  'start',
  'errors',
  'security',
  'reference/',
  'reference/core/interfaces/Client',
  'playground/',
];

describe.skipIf(skip)('a page in a browser', () => {
  it.each(sample)('asks no other host, and fits a phone: %s', async (path) => {
    const page = await open(path, { width: 360 });
    await page.waitForLoadState('networkidle');
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  it.each([false, true])('can be read by everyone, dark: %s', async (dark) => {
    const page = await open('start', { dark });
    await page.addScriptTag({ content: axe.source });
    const violations = await page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
      const { violations: found } = await inPage.run(document.querySelector('main') ?? document);
      return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations).toEqual([]);
  });

  it('finds a page by a word of it', async () => {
    const page = await open('.');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('wrong_credentials_specified');
    await page.locator('.results .result').first().click();
    await expect.poll(() => page.url()).toContain('errors#');
  });

  it('copies code', async () => {
    const page = await open('start');
    const block = page.locator('div[class*="language-"]').first();
    await block.hover();
    await block.locator('button.copy').click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('npm install');
  });

  it('keeps the theme that was chosen', async () => {
    const page = await open('start');
    await page.getByRole('switch').first().click();
    await page.reload();
    await expect.poll(() => page.evaluate(() => document.documentElement.className)).toContain('dark');
  });
});
