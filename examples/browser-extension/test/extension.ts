import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { type SandboxServer, serveSandbox } from '@turbosmtp-auth/sandbox/node';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { chromiumAvailable, chromiumLaunchOptions } from '../../../tools/chromium.ts';

/** In CI a missing Chromium fails, with Playwright's own word on how to install one. Elsewhere these tests are skipped. */
export const skip: boolean = (!process.env['CI'] || process.env['CI'] === 'false') && !chromiumAvailable();

export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

const folder = join(import.meta.dirname, '..');
const pictures = join(folder, 'test-results', 'pictures');

/** Without its CORS, which would hide a missing permission for its host. */
export const sandbox = createSandbox({ accounts: [account], switches: { cors: false } });
const hosts: { origins: [string] } = { origins: ['http://127.0.0.1/*'] };
export let server: SandboxServer;
let profile: string;
export let context: BrowserContext;
let origin: string;
/** A page of the extension that stays open, and asks the background for nothing. */
let keeper: Page | undefined;

/** What tests use of the extension API, in pages of the extension and of Chromium. */
declare const chrome: {
  readonly storage: Record<
    'session' | 'local',
    { clear(): Promise<void>; set(items: object): Promise<void> }
  >;
  readonly permissions: Record<'request' | 'remove', (hosts: { origins: string[] }) => Promise<boolean>>;
  readonly developerPrivate: { addHostPermission(id: string, host: string): Promise<void> };
};

/** One Chromium with the extension in it, and one sandbox, for all tests of a file. `build` is told the base URL, and answers with a folder. */
export function setUp(build: (baseUrl: string) => Promise<string>): void {
  beforeAll(async () => {
    if (skip) return;
    server = await serveSandbox(sandbox);
    const extension = await build(server.baseUrl);
    profile = await mkdtemp(join(tmpdir(), 'extension-profile-'));
    await mkdir(pictures, { recursive: true });
    context = await chromium.launchPersistentContext(profile, {
      ...chromiumLaunchOptions(),
      args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
      viewport: { width: 360, height: 600 },
      deviceScaleFactor: 2,
      locale: 'en-GB',
    });
    context.setDefaultTimeout(60_000);
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    origin = `chrome-extension://${new URL(worker.url()).host}`;
  });
  afterAll(async () => {
    await context?.close();
    await server?.close();
    if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** Opens a page of the extension, on a clock that may be wrong by some milliseconds, and holds it to having no errors. */
export async function open(name: string, { ahead = 0 } = {}): Promise<Page> {
  const page = await context.newPage();
  if (ahead !== 0) await page.clock.setFixedTime(Date.now() + ahead);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    expect(faults).toEqual([]);
  });
  await page.goto(`${origin}/${name}.html`);
  return page;
}

async function openKeeper(): Promise<Page> {
  const page = await context.newPage();
  // A browser without a window cannot ask for a permission. So the person's answer is given here, where Chromium keeps such answers, and
  // counts when the extension asks.
  await page.goto('chrome://extensions');
  await page.evaluate(([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern), [
    new URL(origin).host,
    ...hosts.origins,
  ] as const);
  await page.goto(`${origin}/options.html`);
  return page;
}

/** Stops the background, as Chromium does with one that is idle, or has run for too long. */
export async function stopBackground(): Promise<void> {
  keeper ??= await openKeeper();
  const devtools = await context.newCDPSession(keeper);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await devtools.detach();
}

/** An extension that was just installed, with the base URL of the sandbox chosen, and its host allowed or not. */
export async function begin({ allowed = true } = {}): Promise<void> {
  sandbox.reset();
  await stopBackground();
  await keeper?.evaluate(
    async ([baseUrl, allowed, hosts]) => {
      await chrome.permissions[allowed ? 'request' : 'remove'](hosts);
      await chrome.storage.session.clear();
      await chrome.storage.local.clear();
      await chrome.storage.local.set({ baseUrl });
      for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    },
    [server.baseUrl, allowed, hosts] as const,
  );
}

type Role = 'button' | 'textbox' | 'checkbox';

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** Moves the focus to a control with the Tab key alone. */
export async function tabTo(page: Page, role: Role, name: string): Promise<void> {
  const control = page.getByRole(role, { name, exact: true });
  await control.waitFor();
  for (let presses = 0; presses < 30; presses++) {
    if (await isFocused(control)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${role} ${name}.`);
}

export async function type(page: Page, field: string, text: string): Promise<void> {
  // A password has no role of its own.
  const control = page.getByLabel(field, { exact: true });
  await control.waitFor();
  for (let presses = 0; !(await isFocused(control)); presses++) {
    if (presses === 30) throw new Error(`The Tab key does not reach the field ${field}.`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

export async function press(page: Page, name: string, key = 'Enter'): Promise<void> {
  await tabTo(page, 'button', name);
  await page.keyboard.press(key);
}

export const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1, exact: true }).waitFor();

/** Waits until the popup says this of what has just happened. */
export const said = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor();

export const alerted = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByRole('alert').filter({ hasText: words }).waitFor();

export async function signIn(page: Page, password: string = account.password): Promise<void> {
  await heading(page, 'Sign in to turboSMTP');
  await type(page, 'E-mail address', account.email);
  await type(page, 'Password', password);
  await page.keyboard.press('Enter');
}

/**
 * Holds what is shown to WCAG as far as axe can, in both themes, and to the keyboard: the Tab key reaches every control. Leaves a picture of
 * each theme.
 */
export async function examine(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // A theme changes colours alone.
    const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] };
    const violations = await page.evaluate(async (rules) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(rules);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }, rules);
    expect(violations, `${name}, ${colorScheme}`).toEqual([]);
    const box = await page.locator('body').boundingBox();
    await page.screenshot({
      path: join(pictures, `${name}-${colorScheme}.png`),
      fullPage: true,
      clip: { x: 0, y: 0, width: box ? box.width + 2 * box.x : 360, height: Math.ceil(box?.height ?? 600) },
    });
  }
  await page.emulateMedia({ colorScheme: null });
  const controls = 'button, input';
  const active = await page.evaluateHandle(() => document.activeElement);
  const reached = new Set<number>();
  const count = await page.locator(controls).count();
  for (let presses = 0; presses <= count; presses++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(
        (all) => [...document.querySelectorAll(all)].indexOf(document.activeElement ?? document.body),
        controls,
      ),
    );
  }
  reached.delete(-1);
  expect(reached.size, `${name}: controls that the Tab key reaches`).toBe(count);
  await active.evaluate((element) => (element instanceof HTMLElement ? element.focus() : undefined));
}
