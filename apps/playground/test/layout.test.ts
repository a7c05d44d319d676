import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';
import { sizes } from './sizes.ts';

/** What a person would see as broken, anywhere on the page as it is now. */
const flawsOf = ({ page }: Playground): Promise<string[]> =>
  page.evaluate(() => {
    const flaws: string[] = [];
    const shown = (selector: string): Element[] =>
      [...document.querySelectorAll(selector)].filter(
        (element) => element.checkVisibility() && getComputedStyle(element).clipPath === 'none',
      );
    const textOf = (element: Element): string => (element.textContent ?? '').slice(0, 60);
    const middleOf = (element: Element): number => {
      const { top, bottom } = element.getBoundingClientRect();
      return (top + bottom) / 2;
    };
    /** Whether all of them stand beside each other. */
    const inOneLine = (elements: readonly Element[]): boolean => {
      const middles = elements.map(middleOf);
      return elements.length < 2 || Math.max(...middles) - Math.min(...middles) < 6;
    };

    if (document.documentElement.scrollWidth > innerWidth) flaws.push('the page is wider than the screen');

    // The words of a button stand in one line.
    for (const button of shown('button')) {
      const range = document.createRange();
      range.selectNodeContents(button);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 6)));
      if (button.textContent && tops.size > 1) flaws.push(`a button in two lines: ${textOf(button)}`);
    }

    // A name is broken only where one of its words ends, if the word fits into the line.
    const joint = /(?<=[/_])|(?<=[a-z])(?=[A-Z])|(?<=[-,:;?&=\s])/;
    for (const element of shown(
      '.facts dd, .documented code, .endpoint code, .path, .token.head, .bar-label, .sent code',
    )) {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        let start = 0;
        for (const word of (node.textContent ?? '').split(joint)) {
          const range = document.createRange();
          range.setStart(node, start);
          start += word.length;
          range.setEnd(node, start);
          const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
          const lines = new Set(rects.map(({ top }) => Math.round(top)));
          const width = rects.reduce((sum, rect) => sum + rect.width, 0);
          const room = element.clientWidth || (element.closest('dd, pre, p, li')?.clientWidth ?? 0);
          if (lines.size > 1 && width < room) flaws.push(`broken within a word: ${word}`);
        }
      }
    }

    // A path among the exchanges is broken at a slash alone.
    for (const path of shown('.exchange .path'))
      for (const { nextSibling: part } of path.querySelectorAll('wbr'))
        if (!part?.previousSibling?.previousSibling?.textContent?.endsWith('/'))
          flaws.push(`a path broken within a part: ${textOf(path)}`);

    // The project's name is one word.
    for (const element of shown('header .pitch, header h1, header code')) {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode())
        for (const { 0: name, index } of (node.textContent ?? '').matchAll(/turbosmtp-auth/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + name.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1) flaws.push(`a broken name: ${textOf(element)}`);
        }
    }

    // A row of the exchanges has its status at the end of its first line, and the times beside each other.
    for (const row of shown('.exchange summary')) {
      const [method, pill, ...times] = row.querySelectorAll('.method, .pill, .hint');
      const { top: first = 0 } = method?.getBoundingClientRect() ?? {};
      const { top: status = 0, right = 0 } = pill?.getBoundingClientRect() ?? {};
      const { right: end = 0 } = times.at(-1)?.getBoundingClientRect() ?? {};
      const edge = row.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(row).paddingRight);
      if (Math.abs(first - status) > 6) flaws.push(`the status is not in the first line: ${textOf(row)}`);
      if (!times.every((time) => inOneLine([time, ...times]))) flaws.push(`times apart: ${textOf(row)}`);
      if (Math.abs(Math.max(right, end) - edge) > 2) flaws.push(`ends nowhere: ${textOf(row)}`);
    }

    // The form's button has what belongs to it beside it.
    const buttons = shown('#flow form > .send > .actions > *');
    if (buttons.length === 0) flaws.push('the form has no button');
    if (!inOneLine(buttons)) flaws.push('the form has its buttons in two lines');

    // Below a panel comes the next one: no column has a hole.
    const panels = shown('.state .card').map((panel) => panel.getBoundingClientRect());
    const top = document.querySelector('.state')?.getBoundingClientRect().top ?? 0;
    for (const [index, panel] of panels.entries()) {
      const above = panels.filter(
        ({ left, bottom }) => Math.abs(left - panel.left) < 2 && bottom <= panel.top + 1,
      );
      const hole = panel.top - Math.max(top, ...above.map(({ bottom }) => bottom));
      if (hole > 24) flaws.push(`a hole of ${Math.round(hole)} px above panel ${index}`);
    }

    // What is wrong with the field that has the focus can be read.
    const problem = document.activeElement?.closest('.field')?.querySelector('.problem');
    if (problem) {
      const { left, top, bottom } = problem.getBoundingClientRect();
      for (const y of [top + 4, bottom - 4])
        if (!problem.contains(document.elementFromPoint(left + 8, y)))
          flaws.push(`hidden: ${textOf(problem)}`);
    }

    // Nothing is cut off but what scrolls on purpose.
    for (const element of shown('main *, header *'))
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflowX !== 'visible' &&
        !element.matches('.flows, .stories > .actions, input, select, textarea')
      )
        flaws.push(`cut off: ${element.className || element.tagName}: ${textOf(element)}`);
    return flaws;
  });

/** The controls that something lies on, wherever the page is scrolled to. */
const coveredOn = ({ page }: Playground): Promise<string[]> =>
  page.evaluate(() => {
    const before = scrollY;
    const covered = [...document.querySelectorAll('main :is(button, input, select, textarea, summary, a)')]
      .filter((control) => control.checkVisibility())
      .flatMap((control) => {
        control.scrollIntoView({ block: 'center' });
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const free = control.contains(onTop) || control.closest('label')?.contains(onTop);
        return free ? [] : [control.id || (control.closest('label') ?? control).textContent];
      });
    scrollTo(0, before);
    return covered;
  });

describe.skipIf(skip)('nothing is broken, cut off or out of line', () => {
  it.each(sizes)('at %i × %i, in every flow and in what comes of it', async (width, height) => {
    const playground = await openPlayground();
    const { page, open, submit, button, field, panel } = playground;
    await page.setViewportSize({ width, height });
    const flaws: string[] = [];
    const look = async (where: string): Promise<void> => {
      for (const flaw of await flawsOf(playground)) flaws.push(`${where}: ${flaw}`);
    };
    /** Once the focus is on what is wrong, if something is. */
    const lookAtAnswer = async (where: string): Promise<void> => {
      if ((await page.locator('#flow [aria-invalid=true]').count()) > 0)
        await page.locator('#flow [aria-invalid=true]:focus').waitFor();
      await look(where);
    };
    await look('at first');
    await field('Password').fill('Wrong-Horse-77');
    await submit('failed');
    await lookAtAnswer('wrong password');
    await field('Password').fill('Correct-Horse-9');
    await button('429, come back in 45 s').click();
    await submit('failed');
    await look('429');
    await panel('next-steps').getByRole('button', { name: /^Wait/ }).click();
    await look('waiting');
    await button('+1 hour').click();
    await expect.poll(() => panel('result').getAttribute('data-state')).toBe('done');
    await open('Use the key');
    await button('Never ends').click();
    await submit('busy');
    await look('under way');
    await button('Cancel').click();
    await expect.poll(() => panel('result').getAttribute('data-state')).toBe('failed');
    const titles = await page
      .locator('.flow-link')
      .evaluateAll((links) => links.map((link) => link.firstChild?.textContent ?? ''));
    // Signing out comes last.
    for (const title of [...titles.filter((title) => title !== 'Log out'), 'Log out']) {
      await open(title);
      if (title === 'Change password') await field('New password').fill('short');
      for (const documented of await page.locator('.documented summary').all()) await documented.click();
      await look(title);
      await page.locator('#flow form button[type=submit]').click();
      await expect.poll(() => panel('result').getAttribute('data-state')).toMatch(/done|failed/);
      await lookAtAnswer(`${title}, sent`);
    }
    await panel('questions').getByText('Answer them').click();
    await look('questions');
    expect(await coveredOn(playground)).toEqual([]);
    await button('The answer is lost').click();
    await button('Play').click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    await look('a story');
    await page.getByRole('radio', { name: 'Live service' }).check();
    await page.getByText('Real account, real calls.').waitFor();
    await look('live');
    expect(flaws).toEqual([]);
  });
});

describe.skipIf(skip)('what has the focus', () => {
  it.each(sizes)('is seen whole at %i × %i, its ring included', async (width, height) => {
    const { page } = await openPlayground();
    await page.setViewportSize({ width, height });
    const cut: string[] = [];
    const controls = await page.locator('.story, .flow-link').count();
    await page.locator('.story').first().focus();
    for (let index = 0; index < controls; index += 1) {
      if (index > 0) await page.keyboard.press('Tab');
      cut.push(
        ...(await page.evaluate(() => {
          const ring = 4; // its width, and its distance
          const control = document.activeElement;
          const row = control?.closest('.flows, .stories > .actions');
          if (!control || !row) return ['no such control has the focus'];
          if (getComputedStyle(row).overflowX === 'visible') return []; // nothing cuts it off
          const [inner, outer] = [control.getBoundingClientRect(), row.getBoundingClientRect()];
          const within = inner.left - ring >= outer.left && inner.right + ring <= outer.right;
          return within ? [] : [control.textContent ?? ''];
        })),
      );
    }
    expect(cut).toEqual([]);
  });
});

describe.skipIf(skip)('the edge of a control', () => {
  it.each(['light', 'dark'] as const)('stands out from what is around it, %s', async (colorScheme) => {
    const { page, open } = await openPlayground();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const title of ['Log in', 'Use the key', 'Create consumer key']) {
      await open(title);
      const faint = await page.evaluate(() => {
        const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        /** The luminance of WCAG 2.2. */
        const luminanceOf = (colour: string): number => {
          if (!pixel) throw new Error('A canvas has a context.');
          pixel.fillStyle = colour;
          pixel.fillRect(0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = [...pixel.getImageData(0, 0, 1, 1).data].map((byte) => {
            const part = byte / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const around = (element: Element | null): string => {
          const colour = element ? getComputedStyle(element).backgroundColor : 'white';
          return /, 0\)$/.test(colour) ? around(element?.parentElement ?? null) : colour;
        };
        return [
          ...document.querySelectorAll('input:not([type=checkbox], [type=radio]), textarea, select'),
          ...document.querySelectorAll('.switches button'),
        ]
          .filter((element) => element.checkVisibility())
          .flatMap((element) => {
            const pseudo = element.matches('.switches button') ? '::before' : null;
            const edge = luminanceOf(getComputedStyle(element, pseudo).borderTopColor);
            const ground = luminanceOf(around(element.parentElement));
            const contrast = (Math.max(edge, ground) + 0.05) / (Math.min(edge, ground) + 0.05);
            // WCAG 2.2, 1.4.11
            return contrast < 3 ? [`${element.id || element.textContent}: ${contrast.toFixed(2)}`] : [];
          });
      });
      expect(faint, title).toEqual([]);
    }
  });
});
