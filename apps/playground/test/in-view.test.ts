import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';
import { sizes } from './sizes.ts';

/** Whether the upper edge of something is on the screen, with room for a line below it. */
const isInView = ({ page }: Playground, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, left, right } = element.getBoundingClientRect();
      return top >= 0 && top + 20 <= innerHeight && left >= 0 && right <= innerWidth;
    });

/** What a person would have to scroll for, or could not read, in the form that is open. */
const flawsOf = ({ page }: Playground): Promise<string[]> =>
  page.locator('#flow').evaluate((flow) => {
    const flaws: string[] = [];
    const parts: Record<string, Element | null> = {
      heading: flow.querySelector('h2'),
      'first field': flow.querySelector('.field :is(input, select, textarea)'),
      button: flow.querySelector('button[type=submit]'),
    };
    for (const [name, part] of Object.entries(parts)) {
      if (!part && name === 'first field') continue; // not every flow has one
      const { top = -1, bottom = 0, left = 0, right = 0 } = part?.getBoundingClientRect() ?? {};
      const within = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (!within || !part?.contains(onTop)) flaws.push(`${name} out of view: ${top} to ${bottom}`);
    }
    if (scrollY !== 0) flaws.push(`scrolled by ${scrollY}`);
    const code = flow.querySelector('.snippet .code');
    if (!code || code.scrollWidth > code.clientWidth || code.scrollHeight > code.clientHeight)
      flaws.push('code is clipped');
    return flaws;
  });

/** How much wider the page is than the screen. */
const overflow = ({ page }: Playground): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe.skipIf(skip)('each flow', () => {
  it.each(sizes)(
    'is on the screen at %i × %i without scrolling, and so is its answer',
    async (width, height) => {
      const playground = await openPlayground();
      const { page, submit, open, panel, button } = playground;
      await page.setViewportSize({ width, height });
      await submit();
      await expect.poll(() => isInView(playground, '.exchange .side')).toBe(true);
      const titles = await page
        .locator('.flow-link')
        .evaluateAll((links) => links.map((link) => link.firstChild?.textContent ?? ''));
      expect(titles).toHaveLength(11);
      // Signing out comes last.
      for (const title of [...titles.filter((title) => title !== 'Log out'), 'Log out']) {
        await page.evaluate(() => scrollTo(0, 0));
        await open(title);
        expect(await flawsOf(playground), title).toEqual([]);
        expect(await overflow(playground), title).toBeLessThanOrEqual(0);
        await page.locator('#flow form button[type=submit]').click();
        await expect.poll(() => panel('result').getAttribute('data-state')).toMatch(/done|failed/);
        const isRefused = (await page.locator('#flow [aria-invalid=true]').count()) > 0;
        // The page has moved once the focus is on what is wrong.
        if (isRefused) await page.locator('#flow [aria-invalid=true]:focus').waitFor();
        const parts = isRefused ? ['#flow [aria-invalid=true]'] : ['.result .outcome', '.exchange summary'];
        for (const part of parts)
          await expect.poll(() => isInView(playground, part), { message: `${title}: ${part}` }).toBe(true);
        // What is hidden from sight must not widen the page either.
        expect(await overflow(playground), title).toBeLessThanOrEqual(0);
      }
      // A failure that is of no field is shown the same way.
      await button('Redirect elsewhere').click();
      await open('Request a reset');
      await submit('failed');
      await expect.poll(() => isInView(playground, '.result .outcome')).toBe(true);
      await expect.poll(() => isInView(playground, '.exchange summary')).toBe(true);
    },
  );
});

describe.skipIf(skip)('what comes of a run', () => {
  it.each(sizes.filter(([width]) => width === 1440 || width === 320))(
    'is in view at %i × %i, once the page has moved',
    async (width, height) => {
      const playground = await openPlayground({ moves: true });
      const { page, submit, open, button, panel } = playground;
      await page.setViewportSize({ width, height });
      await submit();
      for (const part of ['.result .outcome', '.exchange summary', '.exchange .side'])
        await expect.poll(() => isInView(playground, part), { message: part }).toBe(true);
      await open('Use the key');
      await button('Redirect elsewhere').click();
      await submit('failed');
      await expect.poll(() => isInView(playground, '.result .outcome')).toBe(true);
      await expect.poll(() => panel('wire').locator('summary').first().textContent()).toContain('/analytics');
      await expect.poll(() => isInView(playground, '.exchange summary')).toBe(true);
    },
  );
});

/** Whether all of something is on the screen. */
const isWhollyInView = ({ page }: Playground, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    });

describe.skipIf(skip)('at a first look', () => {
  const looks = [
    [1280, 800],
    [390, 844],
  ] as const;

  it.each(looks)(
    'at %i × %i, the command and the links to get it are on the screen',
    async (width, height) => {
      const playground = await openPlayground();
      const { page } = playground;
      await page.setViewportSize({ width, height });
      expect(await page.locator('.get code').textContent()).toBe('npm install @turbosmtp-auth/browser');
      const links = await page.locator('.get a').allTextContents();
      expect(links).toEqual(['Documentation', 'GitHub', 'npm']);
      for (const part of ['.get code', '.get button', '.get li:last-child a'])
        expect(await isWhollyInView(playground, part), part).toBe(true);
    },
  );

  it.each(looks)(
    'at %i × %i, each story shows its proof and its name once it has played',
    async (width, height) => {
      const playground = await openPlayground();
      const { page, panel } = playground;
      await page.setViewportSize({ width, height });
      const stories = await page.locator('.story').allTextContents();
      expect(stories).toHaveLength(5);
      for (const story of stories) {
        // Not `click`, which would scroll the row by itself.
        await page.getByRole('button', { name: story, exact: true }).dispatchEvent('click');
        await expect
          .poll(() => isWhollyInView(playground, '.story[aria-expanded=true]'), { message: story })
          .toBe(true);
        await panel('story').getByRole('button', { name: 'Play', exact: true }).click();
        await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
        await expect.poll(() => isWhollyInView(playground, '#story-sent'), { message: story }).toBe(true);
        await page.evaluate(() => scrollTo(0, 0));
      }
    },
  );

  it.each(looks)('at %i × %i, the switch of the service stays where it is', async (width, height) => {
    const { page } = await openPlayground();
    await page.setViewportSize({ width, height });
    const box = () => page.locator('.top-controls .segments').boundingBox();
    const before = await box();
    await page.getByRole('radio', { name: 'Live service' }).check();
    await page.getByText('Real account, real calls.').waitFor();
    expect(await box()).toEqual(before);
    await page.getByRole('radio', { name: 'Sandbox' }).check();
    await page.getByTestId('notice').waitFor();
    expect(await box()).toEqual(before);
  });

  it.each(looks)('at %i × %i, a result that is cut says so, and shows the rest', async (width, height) => {
    const { page, submit, button } = await openPlayground();
    await page.setViewportSize({ width, height });
    await submit();
    const hidden = () =>
      page.locator('.detail .code').evaluate((code) => code.scrollHeight - code.clientHeight);
    expect(await page.locator('.detail .code').textContent()).toMatch(/^\{\s*"account": [^\n]*\n\s*"expiry"/);
    expect(await hidden()).toBeGreaterThan(0);
    await button('Show all').click();
    await expect.poll(hidden).toBe(0);
    await button('Show less').click();
    await expect.poll(hidden).toBeGreaterThan(0);
  });
});

describe.skipIf(skip)('the code', () => {
  const code = ({ page }: Playground): Promise<string> =>
    page
      .getByRole('region', { name: 'Code with the values of the form' })
      .textContent()
      .then((text) => text ?? '');

  it('holds the values of the form as they are typed, and a placeholder for each secret', async () => {
    const playground = await openPlayground();
    const { open, field } = playground;
    await field('E-mail address').fill("o'hara@example.com");
    await field('Password').fill('Secret-Horse-9');
    await field('A key that never expires').check();
    await field('Renew by itself').check();
    await expect.poll(() => code(playground)).toContain("email: 'o\\'hara@example.com'");
    for (const part of ["'<password>'", 'noExpire: true', 'credentials: {'])
      expect(await code(playground)).toContain(part);
    await open('Use the key');
    await field('Method').selectOption('POST');
    await field('Query').fill('from=2026-01-01');
    await field('Body').fill('{"a":1}');
    await field('Consumer key').fill('0123');
    await field('Consumer secret').fill('secret-of-the-pair');
    await expect.poll(() => code(playground)).toContain("call('/analytics?from=2026-01-01', {");
    for (const part of ["method: 'POST'", `body: '{"a":1}'`, "key: '0123'", "'<consumer secret>'"])
      expect(await code(playground)).toContain(part);
    await open('Change password');
    await field('New password').fill('Secret-Horse-10');
    await expect.poll(() => code(playground)).toContain("newPassword: '<new password>'");
    for (const secret of ['Secret-Horse', 'secret-of-the-pair', 'Correct-Horse-9'])
      expect(await code(playground)).not.toContain(secret);
  });

  it('compiles as it stands, of every flow', async () => {
    const playground = await openPlayground();
    const { page, field, open } = playground;
    await field('A key that never expires').check();
    await field('Renew by itself').check();
    const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), '.code-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
    const titles = await page
      .locator('.flow-link')
      .evaluateAll((links) => links.map((link) => link.firstChild?.textContent ?? ''));
    expect(titles).toHaveLength(11);
    for (const [index, title] of titles.entries()) {
      await open(title);
      if (title === 'Use the key') {
        await field('Method').selectOption('PATCH');
        await field('Body').fill('"quoted" \\ and \'quoted\'');
        await field('Consumer key').fill('0123');
        await field('Consumer secret').fill('secret-of-the-pair');
      }
      if (title === 'Create consumer key') {
        await field('Label').fill("it's");
        await field('Addresses it may be used from').fill('192.0.2.1 192.0.2.2');
      }
      writeFileSync(join(folder, `${index}.ts`), await code(playground));
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'] }),
    );
    const tsc = createRequire(import.meta.url).resolve('typescript/package.json');
    const { status, stdout } = spawnSync(process.execPath, [join(dirname(tsc), 'bin', 'tsc'), '-p', folder], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
