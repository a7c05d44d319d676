import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Firefox, findFirefox, launchFirefox } from '../../../../tools/firefox.ts';
import { goThroughEveryFlow } from '../every-flow.ts';
import { servePage } from '../global-setup.ts';
import { keys, type Reader, readIn } from './reader.ts';

const executable = findFirefox();
// Without a Firefox it fails in CI, and elsewhere is skipped.
const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

describe.skipIf(!executable && !required)('in Firefox', () => {
  let server: Awaited<ReturnType<typeof servePage>>;
  let firefox: Firefox;
  let reader: Reader;

  beforeAll(async () => {
    server = await servePage();
    firefox = await launchFirefox(executable ?? '');
    reader = readIn(await firefox.open(server.url));
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  it('every flow is gone through', async () => {
    await reader.ready();
    await goThroughEveryFlow(reader);
    expect(reader.tab.complaints()).toEqual([]);
  });

  it('the keyboard alone logs in', async () => {
    const { tab } = reader;
    await reader.open('Log in');
    await reader.reload();
    const focused = (): Promise<string> =>
      tab.evaluate('document.activeElement.id || document.activeElement.textContent');
    await tab.press([keys.tab]);
    expect(await focused()).toBe('Skip to the form');
    await tab.press([keys.enter]);
    await expect.poll(focused).toBe('flow');
    await tab.press([keys.tab, keys.tab]);
    expect(await focused()).toBe('Log in');
    await tab.press([keys.tab]);
    expect(await focused()).toBe('login-email');
    await tab.press([keys.enter], keys.control);
    await expect.poll(() => reader.read('session')).toContain('signed in');
    expect(tab.complaints()).toEqual([]);
  });

  it.each([
    [320, 640],
    [1440, 900],
  ])('each form and its button are on the screen at %i × %i', async (width, height) => {
    const { tab, open } = reader;
    await tab.resize(width, height);
    for (const title of ['Log in', 'Use the key', 'Create consumer key', 'Change password']) {
      await tab.evaluate('scrollTo(0, 0)');
      await open(title);
      const told = await tab.evaluate(`(() => {
        const { top, bottom } = document.querySelector('#flow button[type=submit]').getBoundingClientRect();
        const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        return JSON.stringify({ scrolled: scrollY, within: top >= 0 && bottom <= innerHeight, wider });
      })()`);
      expect(JSON.parse(told), title).toEqual({ scrolled: 0, within: true, wider: 0 });
    }
  });
});
