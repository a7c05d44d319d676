import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('the page', () => {
  it('can be used with the keyboard alone', async () => {
    const { page, panel, open } = await openPlayground();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the form');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('flow');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Copy link');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Log in');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('login-email');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => panel('result').getAttribute('data-state')).toBe('done');

    // Every control is reached by Tab, of each flow.
    for (const title of ['Use the key', 'Create consumer key', 'Change password']) {
      await open(title);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const controls = await page.evaluate(() => {
        const shown = [
          ...document.querySelectorAll('a[href], button, input, select, textarea, summary'),
        ].filter((element) => element.checkVisibility());
        // Of radio buttons of one name, Tab reaches the one that is chosen.
        return shown.filter(
          (element) => !(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked,
        ).length;
      });
      const seen = new Set<number>();
      let start: number | undefined;
      // Once round: the page begins anew after its last control.
      for (let presses = 0; presses < controls + 40; presses += 1) {
        await page.keyboard.press('Tab');
        const index = await page.evaluate(() =>
          [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].indexOf(
            document.activeElement ?? document.body,
          ),
        );
        if (index === start) break;
        start ??= index;
        seen.add(index);
      }
      seen.delete(-1);
      expect(seen.size, title).toBe(controls);
    }
  });

  it('goes along to a form that Enter opens in the menu, and stays where a click was', async () => {
    const { page } = await openPlayground();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    const form = (title: string) => page.locator('#flow').getByRole('heading', { name: title, exact: true });
    await page.locator('.flow-link[href="#/changePassword"]').focus();
    await page.keyboard.press('Enter');
    await form('Change password').waitFor();
    await expect.poll(focused).toBe('flow');
    await page.goBack();
    await form('Log in').waitFor();
    await page.locator('.flow-link[href="#/logout"]').click();
    await form('Log out').waitFor();
    expect(await focused()).not.toBe('flow');
  });

  it('keeps a space between a title of the menu and its tick', async () => {
    const { page, submit } = await openPlayground();
    await submit();
    expect(await page.locator('.flow-link[href="#/login"]').textContent()).toBe('Log in ✓, done');
  });

  it('is left alone by another tab of it', async () => {
    const one = await openPlayground();
    await one.submit();
    const two = await openPlayground({ context: one.context });
    await two.submit();
    await two.open('Log out');
    await two.submit();
    await one.open('Use the key');
    await one.submit();
    expect(await one.panel('result').textContent()).toContain('200');
  });

  it('shows snippets for every runtime, and how to get what they import', async () => {
    const { page } = await openPlayground();
    for (const [runtime, install, shop] of [
      ['node', 'npm install @turbosmtp-auth/node', 'https://www.npmjs.com/package/@turbosmtp-auth/node'],
      ['deno', 'deno add jsr:@turbosmtp-auth/deno', 'https://jsr.io/@turbosmtp-auth/deno'],
      [
        'browser',
        'npm install @turbosmtp-auth/browser',
        'https://www.npmjs.com/package/@turbosmtp-auth/browser',
      ],
    ] as const) {
      await page.getByRole('radio', { name: runtime }).check();
      const code = page.getByRole('region', { name: 'Code with the values of the form' });
      await expect.poll(() => code.textContent()).toContain(`from '@turbosmtp-auth/${runtime}'`);
      expect(await page.locator('.get code').textContent()).toBe(install);
      expect(await page.locator('.get a').last().getAttribute('href')).toBe(shop);
    }
  });
});
