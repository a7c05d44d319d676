import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('the address', () => {
  it('names the flow, and Back and Forward follow it', async () => {
    const { page, open } = await openPlayground();
    const title = (): Promise<string | null> => page.locator('#flow h2').textContent();
    expect(page.url()).toMatch(/#\/login$/);
    await open('Use the key');
    await open('Change password');
    expect(page.url()).toMatch(/#\/changePassword$/);
    await page.goBack();
    await expect.poll(title).toBe('Use the key');
    await page.goBack();
    await expect.poll(title).toBe('Log in');
    await page.goForward();
    await expect.poll(title).toBe('Use the key');
    expect(await page.title()).toContain('Use the key');
    await page.reload();
    await expect.poll(title).toBe('Use the key');
  });

  it('ignores a flow that does not exist', async () => {
    const { page } = await openPlayground();
    await page.evaluate(() => {
      location.hash = '#/nowhere?email=x';
    });
    expect(await page.locator('#flow h2').textContent()).toBe('Log in');
  });
});

describe.skipIf(skip)('a link', () => {
  it('carries flow, fault, answers and values to another page, and no secret', async () => {
    const { page, context, open, field, submit, button, panel } = await openPlayground();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await submit();
    await open('Use the key');
    await field('Method').selectOption('PUT');
    await field('Path below the base URL').fill('/tools/alerts');
    await field('Body').fill('{"limit":3}');
    await field('Consumer key').fill('0123456789');
    await field('Consumer secret').fill('secret-of-the-pair');
    await button('503 once').click();
    await panel('questions').getByText('Answer them').click();
    await page.getByLabel('Does a login revoke earlier keys?').selectOption('yes');
    await expect.poll(() => panel('questions').textContent()).toContain('1 answered otherwise');
    await button('Copy link').click();
    await button('Copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).not.toContain('secret-of-the-pair');
    expect(link).not.toContain('Correct-Horse-9');

    const other = await openPlayground();
    await other.page.goto(link);
    await expect.poll(() => other.field('Path below the base URL').inputValue()).toBe('/tools/alerts');
    expect(await other.field('Method').inputValue()).toBe('PUT');
    expect(await other.field('Body').inputValue()).toBe('{"limit":3}');
    expect(await other.field('Consumer secret').inputValue()).toBe('');
    await expect.poll(() => other.panel('faults').textContent()).toContain('armed');
    expect(await other.button('503 once').getAttribute('aria-pressed')).toBe('true');
    expect(await other.panel('questions').textContent()).toContain('1 answered otherwise');
    expect(other.page.url()).toMatch(/#\/fetch$/);
  });

  it.each([
    ['of a body', 'Body', '{"password":"Secret-Horse-9"}'],
    ['of a query', 'Query', 'limit=1&token=Secret-Horse-9'],
    ['typed into the wrong field', 'Path below the base URL', '/x/Correct-Horse-9'],
  ])('leaves out a secret %s', async (_where, label, value) => {
    const { page, context, open, field, button } = await openPlayground();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('Use the key');
    await field('Consumer key').fill('0123456789');
    await field(label).fill(value);
    await button('Copy link').click();
    await button('Copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('0123456789');
    expect(decodeURIComponent(link)).not.toContain('-Horse-9');
  });

  it('brings no secret in', async () => {
    const { page, open, field } = await openPlayground();
    await page.evaluate(() => {
      location.hash = '#/login?email=ada%40example.com&password=Given-Horse-1';
    });
    await expect.poll(() => field('E-mail address').inputValue()).toBe('ada@example.com');
    expect(await field('Password').inputValue()).toBe('Correct-Horse-9');
    await open('Log out');
  });
});
