import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

/** What a first look at a computer and at a phone shows. */
const sizes = [
  [1280, 800],
  [390, 844],
] as const;

/** Each field and label of the open form that something else lies on, at the top of the page and at the form. */
const coveredIn = ({ page }: Playground): Promise<string[]> =>
  page.locator('#flow').evaluate((flow) => {
    const covered = new Set<string>();
    const look = (place: string): void => {
      for (const part of flow.querySelectorAll('.field :is(input, textarea, select, label, legend)')) {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        // A point within the last pixel counts as below the screen.
        const on = [top + 2, (top + bottom) / 2, bottom - 2].filter((y) => y >= 0 && y <= innerHeight - 1);
        const isCovered = on.some((y) => {
          const above = document.elementFromPoint(Math.min(left + 8, (left + right) / 2), y);
          return !above || !(part.contains(above) || above.contains(part));
        });
        if (isCovered) covered.add(`${place}: ${part.id || part.textContent}`);
      }
    };
    scrollTo(0, 0);
    look('top');
    flow.scrollIntoView();
    look('form');
    scrollTo(0, 0);
    return [...covered];
  });

describe.skipIf(skip)('no field and no label is covered', () => {
  it.each(sizes)('at %i × %i, in any flow, with any story open or played', async (width, height) => {
    const playground = await openPlayground();
    const { page, panel, open } = playground;
    await page.setViewportSize({ width, height });
    const flows = await page
      .locator('.flow-link')
      .evaluateAll((links) => links.map((link) => link.firstChild?.textContent ?? ''));
    expect(flows).toHaveLength(11);
    const stories = await page.locator('.story').allTextContents();
    expect(stories).toHaveLength(5);
    const covered: string[] = [];
    const look = async (where: string): Promise<void> => {
      for (const found of await coveredIn(playground)) covered.push(`${where}, ${found}`);
    };
    const lookAtEachFlow = async (where: string): Promise<void> => {
      for (const flow of flows) {
        await open(flow);
        await look(`${where}, ${flow}`);
      }
    };
    await lookAtEachFlow('no story');
    for (const story of stories) {
      await page.getByRole('button', { name: story, exact: true }).click();
      await lookAtEachFlow(story);
      await panel('story').getByRole('button', { name: 'Play', exact: true }).click();
      await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
      await look(`${story}, played`);
    }
    expect(covered).toEqual([]);
  });
});
