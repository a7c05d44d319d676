import { expect } from 'vitest';
import type { FirefoxTab } from '../../../../tools/firefox.ts';
import type { Person } from '../every-flow.ts';

/** Keys that are no character, as WebDriver numbers them. */
export const keys = { tab: '\uE004', enter: '\uE007', control: '\uE009', space: ' ' } as const;

/** A person before a tab of Firefox, with a mouse and a keyboard. */
export interface Reader extends Person {
  readonly tab: FirefoxTab;
  /** Waits until the page is there. */
  ready(): Promise<void>;
}

/** Where to click on what an expression finds; empty if it is not there yet, if it moves, or if something lies on it. */
const placeOf = (found: string): string => `(async () => {
  const element = ${found};
  if (!element) return '';
  const middle = () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const before = middle();
  for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
  const [x, y] = middle();
  if (x !== before[0] || y !== before[1]) return '';
  const onTop = document.elementFromPoint(x, y);
  return element.contains(onTop) ? JSON.stringify([x, y]) : '';
})()`;

const withText = (selector: string, text: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.textContent.trim() === ${JSON.stringify(text)})`;

/** Of the open flow, by the text of its label. */
const fieldOf = (label: string): string => `${withText('#flow label', label)}?.control`;

export function readIn(tab: FirefoxTab): Reader {
  const click = async (found: string): Promise<void> => {
    let place = '';
    const look = async (): Promise<string> => {
      place = await tab.evaluate(placeOf(found));
      return place;
    };
    await expect.poll(look, { message: found }).not.toBe('');
    const [x = 0, y = 0]: number[] = JSON.parse(place);
    await tab.click(x, y);
  };
  const read = (part: string): Promise<string> =>
    tab.evaluate(`document.querySelector('[data-testid="${part}"]')?.textContent ?? ''`);
  const ready = (): Promise<void> => expect.poll(() => read('session')).toMatch(/signed (in|out)/);
  return {
    tab,
    ready,
    read,
    async open(title) {
      await click(
        `[...document.querySelectorAll('.flow-link')].find((link) => link.firstChild.textContent === ${JSON.stringify(title)})`,
      );
      await expect.poll(() => tab.evaluate(`document.querySelector('#flow h2').textContent`)).toBe(title);
    },
    async type(label, text) {
      await click(fieldOf(label));
      await tab.press(['a'], keys.control);
      await tab.press([...text]);
      expect(await tab.evaluate(`${fieldOf(label)}.value`)).toBe(text);
    },
    async tick(label) {
      await click(fieldOf(label));
      expect(await tab.evaluate(`${fieldOf(label)}.checked`)).toBe('true');
    },
    press: (name) => click(withText('button', name)),
    async submit(state) {
      await click(`document.querySelector('#flow button[type=submit]')`);
      await expect
        .poll(() => tab.evaluate(`document.querySelector('[data-testid=result]').dataset.state`))
        .toBe(state);
    },
    async reload() {
      await tab.reload();
      await ready();
    },
    html: () => tab.evaluate('document.documentElement.outerHTML'),
  };
}
