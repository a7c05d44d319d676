import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { chromiumAvailable, chromiumLaunchOptions } from '../../../tools/chromium.ts';

/** In CI a missing Chromium fails, with Playwright's own word on how to install one; elsewhere it skips. */
export const skip: boolean = (!process.env['CI'] || process.env['CI'] === 'false') && !chromiumAvailable();

const root = fileURLToPath(new URL('..', import.meta.url));
let server: PreviewServer;
let browser: Browser;
let url: string;

/** Serves the built page and starts a browser, for the tests of the file that calls it. */
export function setUp(): void {
  beforeAll(async () => {
    if (skip) return;
    if (!existsSync(`${root}dist/index.html`))
      throw new Error('The page is not built: run `vite build` first.');
    server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0, open: false } });
    url = server.resolvedUrls?.local[0] ?? '';
    browser = await chromium.launch(chromiumLaunchOptions());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
}

/** The page as a person uses it. */
export interface Playground {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a flow by its title. */
  open(title: string): Promise<void>;
  /** A field of the open flow, by its label. */
  field(label: string): Locator;
  button(name: string): Locator;
  /** Presses the open flow's button and waits until the run is over, or `busy`. */
  submit(state?: 'done' | 'failed' | 'busy'): Promise<void>;
  /** What the SDK said, fact by fact. */
  error(): Promise<Readonly<Record<string, string>>>;
  panel(
    name:
      | 'session'
      | 'outbox'
      | 'wire'
      | 'events'
      | 'faults'
      | 'questions'
      | 'countdown'
      | 'live-keys'
      | 'result',
  ): Locator;
  /** Everything in the document, attributes included; what a field holds is no part of it. */
  html(): Promise<string>;
}

/** Opens the page in a browser of its own, and holds it to what it must never do: errors, and calls elsewhere. */
export async function openPlayground(
  options: { context?: BrowserContext; allow?: RegExp } = {},
): Promise<Playground> {
  const context = options.context ?? (await browser.newContext());
  if (!options.context) onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const elsewhere =
      new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:');
    if (elsewhere && !options.allow?.test(request.url())) faults.push(`request to ${request.url()}`);
  });
  // Runs before the context is closed: hooks of a test run in the reverse order.
  onTestFinished(() => expect(faults).toEqual([]));
  await page.goto(url);
  const panel: Playground['panel'] = (name) => page.getByTestId(name);
  await panel('session').getByText('signed out', { exact: true }).waitFor();
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  return {
    page,
    context,
    panel,
    button,
    open: (title) => page.getByRole('tab', { name: new RegExp(`^${title}`) }).click(),
    field: (label) => page.getByRole('tabpanel').getByLabel(label, { exact: true }),
    async submit(state = 'done') {
      await page.getByRole('tabpanel').locator('form button[type=submit]').click();
      await expect.poll(() => panel('result').getAttribute('data-state'), { timeout: 15_000 }).toBe(state);
    },
    async error() {
      const facts = await panel('result').locator('[data-fact]').all();
      const entries = facts.map(async (fact) => [
        (await fact.getAttribute('data-fact')) ?? '',
        (await fact.textContent()) ?? '',
      ]);
      return Object.fromEntries(await Promise.all(entries));
    },
    html: () => page.content(),
  };
}
