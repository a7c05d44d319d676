import { describe, expect, it } from 'vitest';
import { openPlayground, setUp, skip } from './playground.ts';

setUp();

describe.skipIf(skip)('the page', () => {
  it('can be used with the keyboard alone', async () => {
    const { page, panel } = await openPlayground();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Use the key');
    await page.keyboard.press('End');
    expect(await focused()).toContain('Log out');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Log in');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => panel('result').getAttribute('data-state')).toBe('done');
  });

  it('fits a phone', async () => {
    const { page, submit } = await openPlayground();
    await page.setViewportSize({ width: 320, height: 640 });
    await submit();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      // Wherever it is, what is hidden from sight must not widen the page either.
      await page.getByRole('tabpanel').locator('form button[type=submit]').click();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, (await tab.textContent()) ?? '').toBeLessThanOrEqual(0);
    }
  });

  it('starts afresh when it is loaded again, since its service does', async () => {
    const { page, panel, submit } = await openPlayground();
    await submit();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    await page.reload();
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await submit();
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

  it('shows snippets for every runtime', async () => {
    const { page } = await openPlayground();
    for (const runtime of ['node', 'deno', 'browser']) {
      await page.getByRole('radio', { name: runtime }).check();
      const code = page.getByRole('region', { name: 'The same in code' });
      await expect.poll(() => code.textContent()).toContain(`from '@turbosmtp-auth/${runtime}'`);
    }
  });
});
