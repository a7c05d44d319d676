import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

/** What a run changes. The head of the page, the faults, the clock and the questions stay as they are. */
const changing = ['.flows', '#flow', '.wire-column', '[data-testid=session]', '#outbox'];

/** Everything that axe finds on the page as it is now, in both themes. In the dark it looks at `inTheDark` alone. */
async function found({ page }: Playground, inTheDark = ['html']): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const all: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A theme changes colours alone.
    const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] };
    const where = colorScheme === 'light' ? ['html'] : inTheDark;
    const violations = await page.evaluate(
      async ([where, rules]) => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        // What passed, and where in the tree it stands, takes most of the time and is not read.
        const options: import('axe-core').RunOptions = {
          resultTypes: ['violations'],
          selectors: false,
          ...rules,
        };
        return (await axe.run({ include: where.map((part) => [part]) }, options)).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        );
      },
      [where, rules] as const,
    );
    all.push(...violations.map((violation) => `${colorScheme} ${violation}`));
  }
  return all;
}

describe.skipIf(skip)('axe finds nothing', () => {
  it.each([
    [1440, 900, /./],
    [768, 1024, /Change password|Use the key/],
    [320, 640, /Log in|Create consumer key/],
  ])('at %i × %i, whether a flow went well or not', async (width, height, titles) => {
    const playground = await openPlayground();
    const { page, submit, panel, button } = playground;
    await page.setViewportSize({ width, height });
    await submit();
    await button('Two tabs').click();
    await panel('questions').getByText('Answer them').click();
    let first = true;
    for (const link of await page.locator('.flow-link').all()) {
      const title = (await link.textContent()) ?? '';
      if (!titles.test(title)) continue;
      await link.click();
      await page.locator('#flow form button[type=submit]').click();
      await expect.poll(() => panel('result').getAttribute('data-state')).not.toBe('busy');
      expect(await found(playground, first ? undefined : changing), title).toEqual([]);
      first = false;
    }
    await button('429, come back in 45 s').click();
    await page.locator('.flow-link').first().click();
    await submit('failed');
    expect(await found(playground), 'a wait').toEqual([]);
    await page.getByRole('radio', { name: 'Live service' }).check();
    await page.getByText('Real account, real calls.').waitFor();
    expect(await found(playground), 'live').toEqual([]);
  });
});

describe.skipIf(skip)('the head of the page', () => {
  it('says what this is and for whom, and links to the documentation and the packages', async () => {
    const { page } = await openPlayground();
    expect(await page.locator('.pitch').textContent()).toMatch(/^For developers who call turboSMTP/);
    const urls = await page
      .getByRole('navigation', { name: 'Documentation and packages' })
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const part of ['#readme', 'security.md', 'errors.md', 'auth/node', 'auth/browser', 'auth/deno'])
      expect(urls.filter((url) => url.includes(part))).toHaveLength(1);
  });

  it('remembers the theme', async () => {
    const { page } = await openPlayground();
    const scheme = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await scheme()).toBe('light dark');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await scheme()).toBe('dark');
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme', pressed: true }).waitFor();
    expect(await scheme()).toBe('dark');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme', pressed: false }).waitFor();
    expect(await scheme()).toBe('light');
  });

  it('groups the flows by what they are for', async () => {
    const { page } = await openPlayground();
    const groups = await page
      .locator('.flow-group')
      .evaluateAll((all) =>
        all.map((group) => [group.querySelector('h2')?.textContent, group.querySelectorAll('a').length]),
      );
    expect(groups).toEqual([
      ['Sign in', 2],
      ['Use', 1],
      ['Password', 5],
      ['Keys', 3],
    ]);
  });
});
