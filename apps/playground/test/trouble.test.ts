import { describe, expect, it } from 'vitest';
import { timeOf } from '../../../tools/time-given.ts';
import { openPlayground, skip } from './playground.ts';

/** What a login comes to under each switch. */
const troubles: [label: string, expected: Record<string, string>][] = [
  ['429, come back in 45 s', { class: 'RateLimitedError', code: 'rate_limited', status: '429' }],
  ['503 once', { class: 'ServerError', code: 'server_error', status: '503' }],
  ['Connection lost before', { class: 'OutcomeUnknownError', code: 'outcome_unknown' }],
  ['Reply lost after', { class: 'OutcomeUnknownError', code: 'outcome_unknown' }],
  ['Never ends', { class: 'OutcomeUnknownError', code: 'outcome_unknown' }],
  ['Redirect elsewhere', { class: 'RedirectRefusedError', code: 'redirect_refused' }],
  ['A sign-in page, 200', { class: 'OutcomeUnknownError', code: 'outcome_unknown' }],
  [
    'A code of the future',
    { class: 'BadRequestError', code: 'unknown', serverCode: 'a_code_from_the_future' },
  ],
];

describe.skipIf(skip)('trouble', () => {
  it.each(troubles)('%s: a login ends as its own type, and the next one works', async (label, expected) => {
    const { panel, submit, submitUntilDeadline, error, button, html } = await openPlayground();
    await button(label).click();
    await expect.poll(() => panel('faults').textContent()).toContain('armed');
    expect(await button(label).getAttribute('aria-pressed')).toBe('true');
    await (label === 'Never ends' ? submitUntilDeadline() : submit('failed'));
    expect(await error()).toMatchObject(expected);
    await expect.poll(() => panel('faults').textContent()).toContain('none');
    expect(await html()).not.toContain('Correct-Horse-9');
    if (label.startsWith('429')) {
      await submit('failed');
      expect(await error()).toMatchObject({ class: 'RateLimitedError' });
      await button('+1 hour').click();
    }
    await submit();
  });

  it('a call that may be repeated survives a 503', async () => {
    const { panel, submit, button, open } = await openPlayground();
    await submit();
    await open('Log out');
    await button('503 once').click();
    await submit();
    expect(await panel('result').textContent()).toContain('the key is revoked');
    await expect.poll(() => panel('wire').locator('summary', { hasText: '/deauthorize' }).count()).toBe(2);
  });

  it('a slow call can be cancelled, and its login leaves no key behind', async () => {
    const { panel, submit, button } = await openPlayground();
    await button('Three seconds slow').click();
    await submit('busy');
    await button('Cancel').click();
    await expect.poll(() => panel('result').textContent()).toContain('Cancelled');
    await expect.poll(() => panel('wire').locator('summary', { hasText: '/deauthorize' }).count()).toBe(1);
    await expect.poll(() => panel('live-keys').textContent()).toBe('No key is valid now.');
  });

  it('to start over, a login that never ends is not waited for', async () => {
    const { panel, submit, button } = await openPlayground();
    const startOver = (): Promise<number> =>
      timeOf(async () => {
        await button('Start over').click();
        await expect.poll(() => panel('result').textContent()).toBe('');
      });
    await submit();
    const control = await startOver();
    await button('Never ends').click();
    await submit('busy');
    await button('Cancel').click();
    await expect.poll(() => panel('result').textContent()).toContain('Cancelled');
    expect(await startOver()).toBeLessThan(control + 5_000); // such a login is given up after 10 s
  });

  it('a 200 that is not JSON is shown as no answer of the service', async () => {
    const { page, panel, submit, button, open } = await openPlayground();
    await submit();
    await open('Use the key');
    await button('A sign-in page, 200').click();
    await submit();
    expect(await panel('result').locator('.outcome').getAttribute('class')).toBe('outcome note');
    expect(await panel('result').locator('.outcome-title').textContent()).toContain(
      'no answer of the service',
    );
    expect(await page.locator('.flow-link[href="#/fetch"]').textContent()).toBe('Use the key');
    await submit();
    expect(await panel('result').locator('.outcome').getAttribute('class')).toBe('outcome good');
    expect(await page.locator('.flow-link[href="#/fetch"]').textContent()).toContain('✓');
  });

  it('a fault that is an answer says what `fetch` does with it', async () => {
    const { panel, button, open } = await openPlayground();
    const said: string[] = [];
    for (const title of ['Use the key', 'Log in']) {
      await open(title);
      for (const fault of await panel('faults').locator('.switches button').allTextContents()) {
        await button(fault).click();
        await expect.poll(() => button(fault).getAttribute('aria-pressed')).toBe('true');
        const text = (await panel('faults').textContent()) ?? '';
        if (text.includes('`fetch` gives you'.replaceAll('`', ''))) said.push(`${title}: ${fault}`);
      }
    }
    expect(said).toEqual([
      'Use the key: 429, come back in 45 s',
      'Use the key: 503 once',
      'Use the key: A sign-in page, 200',
      'Use the key: A code of the future',
    ]);
    expect(await panel('faults').textContent()).toContain('would send the password or the key elsewhere');
  });

  it('a fault can be disarmed', async () => {
    const { panel, submit, button } = await openPlayground();
    await button('503 once').click();
    await button('503 once').click();
    await expect.poll(() => panel('faults').textContent()).toContain('none');
    await submit();
  });
});
