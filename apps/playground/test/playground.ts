import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  type ConsoleMessage,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright';
import { expect, inject, onTestFinished } from 'vitest';

const url = inject('url');
const endpoint = inject('browser');

/** Without a Chromium; in CI that fails before any test. */
export const skip: boolean = endpoint === undefined;

let connecting: Promise<Browser> | undefined;
const connect = (): Promise<Browser> => (connecting ??= chromium.connect(endpoint ?? ''));

/** A page of a browser profile of its own, and what clears that. */
interface Place {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly tools: CDPSession;
}

/** To start a browser profile takes longer than most tests: a test takes the one that the test before it left, cleared. */
const cleared: Place[] = [];

async function takePlace(): Promise<Place> {
  const left = cleared.pop();
  if (left) return left;
  const context = await (await connect()).newContext();
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  return { context, page, tools: await context.newCDPSession(page) };
}

/** Leaves nothing of a test: no other page, no storage, no route, no permission. */
async function clear({ context, page, tools }: Place): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.unrouteAll({ behavior: 'wait' });
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await tools.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await context.clearPermissions();
  await page.setViewportSize({ width: 1280, height: 720 });
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
  /** Presses the open flow's button, and moves the sandbox's clock past the deadline of a call that has no end. */
  submitUntilDeadline(): Promise<void>;
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
      | 'result'
      | 'next-steps'
      | 'wait'
      | 'notice'
      | 'timeline'
      | 'story',
  ): Locator;
  /** Everything in the document, attributes included; what a field holds is no part of it. */
  html(): Promise<string>;
}

/** Opens the page in a browser of its own, and holds it to what it must never do: errors, and calls elsewhere. */
export async function openPlayground(
  options: {
    context?: BrowserContext;
    allow?: RegExp;
    awaits?: 'signed in' | 'signed out';
    /** With transitions, and with scrolling that takes its time. */
    moves?: boolean;
  } = {},
): Promise<Playground> {
  const place = options.context ? undefined : await takePlace();
  if (place)
    onTestFinished(async ({ task }) => {
      // What a failed test left behind goes with its profile.
      if (task.result?.state === 'fail' || place.page.isClosed()) return place.context.close();
      await clear(place);
      cleared.push(place);
    });
  const context = options.context ?? place?.context;
  const page = place?.page ?? (await context?.newPage());
  if (!context || !page) throw new Error('A page has a context.');
  await page.emulateMedia({
    reducedMotion: options.moves ? 'no-preference' : 'reduce',
    colorScheme: 'light',
  });
  const faults: string[] = [];
  const onError = (error: Error): unknown => faults.push(`page error: ${error.message}`);
  const onMessage = (message: ConsoleMessage): void => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  };
  const onRequest = (request: Request): void => {
    const elsewhere =
      new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:');
    if (elsewhere && !options.allow?.test(request.url())) faults.push(`request to ${request.url()}`);
  };
  page.on('pageerror', onError).on('console', onMessage).on('request', onRequest);
  // Runs before the profile is cleared: hooks of a test run in the reverse order.
  onTestFinished(() => {
    page.off('pageerror', onError).off('console', onMessage).off('request', onRequest);
    expect(faults).toEqual([]);
  });
  await page.goto(url);
  const panel: Playground['panel'] = (name) => page.getByTestId(name);
  await panel('session')
    .getByText(options.awaits ?? 'signed out', { exact: true })
    .waitFor();
  const form = page.locator('#flow');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  return {
    page,
    context,
    panel,
    button,
    async open(title) {
      await page.getByRole('link', { name: new RegExp(`^${title}( ?,|$)`) }).click();
      await form.getByRole('heading', { name: title, exact: true }).waitFor();
    },
    field: (label) => form.getByLabel(label, { exact: true }),
    async submit(state = 'done') {
      await form.locator('form button[type=submit]').click();
      await expect.poll(() => panel('result').getAttribute('data-state')).toBe(state);
    },
    async submitUntilDeadline() {
      await form.locator('form button[type=submit]').click();
      await expect.poll(() => panel('wire').locator('summary').first().textContent()).toContain('under way');
      expect(await panel('result').getAttribute('data-state')).toBe('busy');
      await button('+1 hour').click();
      await expect.poll(() => panel('result').getAttribute('data-state')).toBe('failed');
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
