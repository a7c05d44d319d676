import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

const live = /^https:\/\/pro\.api\.serversmtp\.com\/api\/v2\//;
const account = { email: 'ada@example.com', password: 'Battery-Staple-1' };

/** Puts a service of the test's own in the place of the live one, on the network side of the browser. */
async function answerLive(page: Page, sandbox: Sandbox): Promise<void> {
  await page.route(live, async (route) => {
    const request = route.request();
    const reply = await sandbox.fetch(request.url(), {
      method: request.method(),
      headers: await request
        .allHeaders()
        .then((headers) =>
          Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
        ),
      body: request.postDataBuffer()?.toString() ?? null,
    });
    await route.fulfill({
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: await reply.text(),
    });
  });
}

async function goLive(playground: Playground): Promise<void> {
  await playground.page.getByRole('radio', { name: 'Live service' }).check();
  await playground.page.getByText('Real account, real calls.').waitFor();
}

describe.skipIf(skip)('the live service', () => {
  it('starts with nothing filled in, nothing kept and no sandbox controls', async () => {
    const playground = await openPlayground({ allow: live });
    const { page, panel, field } = playground;
    await goLive(playground);
    for (const label of ['E-mail address', 'Password'])
      await expect.poll(() => field(label).inputValue()).toBe('');
    await expect.poll(() => panel('session').textContent()).toContain('assurance' + 'memory');
    for (const name of ['outbox', 'faults'] as const) expect(await panel(name).count()).toBe(0);
    expect(await page.getByLabel('Base URL', { exact: true }).inputValue()).toBe(
      'https://pro.api.serversmtp.com/api/v2',
    );
  });

  it('goes through the flows there, and keeps nothing in the browser unless asked', async () => {
    const playground = await openPlayground({ allow: live });
    const { page, panel, field, submit, open, html } = playground;
    const sandbox = createSandbox({ accounts: [account] });
    await answerLive(page, sandbox);
    await goLive(playground);
    await field('E-mail address').fill(account.email);
    await field('Password').fill(account.password);
    await submit();
    expect(await field('Password').inputValue()).toBe('');
    await expect.poll(() => panel('session').textContent()).toContain('no, it ends with this page');
    await open('Use the key');
    await submit();
    expect(
      await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
    ).not.toContain('turbosmtp-auth');

    // Asking for it signs out first; the key of before is not left alive.
    await panel('session').getByLabel('Keep the key in this browser').check();
    await expect.poll(() => panel('session').textContent()).toContain('IndexedDB');
    await expect.poll(() => sandbox.keys.list()).toEqual([]);
    await open('Log in');
    await field('Password').fill(account.password);
    await submit();
    await expect.poll(() => panel('session').textContent()).toContain('persistedyes');
    const everything = await html();
    expect(everything).not.toContain(account.password);
    expect(everything).not.toMatch(/[0-9a-f]{40}/);

    await page.reload();
    await goLive(playground);
    await panel('session').getByLabel('Keep the key in this browser').check();
    await expect.poll(() => panel('session').textContent()).toContain(account.email);
    await open('Log out');
    await submit();
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('gives back what the sandbox showed: result, wire, marks, forms and story', async () => {
    const playground = await openPlayground({ allow: live });
    const { page, panel, button, open, field } = playground;
    await button('The answer is lost').click();
    await panel('story').getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    const parts = (): Promise<(string | null)[]> =>
      Promise.all([
        panel('story').textContent(),
        panel('result').textContent(),
        page.locator('.flows').textContent(),
      ]);
    const before = await parts();
    const count = await panel('wire').locator('summary').count();
    await goLive(playground);
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(0);
    expect(await page.locator('.flow-mark').count()).toBe(0);
    expect(await page.locator('#answer').textContent()).toContain('Press “');
    await page.getByRole('radio', { name: 'Sandbox' }).check();
    // The key was revoked on the way out: that is one request more.
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(count + 1);
    // That the session is over is marked.
    const ended = before.map((text) => text?.replace(/Log in ?✓, done/, 'Log in') ?? null);
    expect(ended).not.toEqual(before);
    await expect.poll(parts).toEqual(ended);
    // The form holds the password that is valid.
    await open('Log in');
    await page.locator('#flow form button[type=submit]').click();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    expect(await field('Password').inputValue()).toBe('Better-Horse-10');
  });

  it('refuses a base URL that would carry secrets in clear', async () => {
    const playground = await openPlayground({ allow: live });
    await goLive(playground);
    await playground.page.getByLabel('Base URL', { exact: true }).fill('http://api.example.com/api/v2');
    await playground.button('Use').click();
    await expect.poll(() => playground.page.getByRole('note').textContent()).toContain('InvalidInputError');
  });
});
