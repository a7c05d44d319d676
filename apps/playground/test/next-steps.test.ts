import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

/** Presses what a hint offers, and waits until the run that follows is over. */
async function take({ panel }: Playground, step: RegExp, state: 'done' | 'failed' = 'done'): Promise<void> {
  await panel('next-steps').getByRole('button', { name: step }).click();
  await expect.poll(() => panel('result').getAttribute('data-state')).toBe(state);
}

describe.skipIf(skip)('a hint is a button', () => {
  it('that logs in, when there is no key', async () => {
    const playground = await openPlayground();
    const { page, open, submit } = playground;
    await open('Use the key');
    await submit('failed');
    await playground.panel('next-steps').getByRole('button', { name: 'Log in' }).click();
    await expect.poll(() => page.locator('nav a[aria-current=page]').textContent()).toContain('Log in');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('flow');
    await submit();
  });

  it('that logs in again, when the key is refused, which `fetch` answers without an error', async () => {
    const { page, open, submit, button, panel } = await openPlayground();
    await submit();
    await button('Revoke all keys').click();
    await open('Use the key');
    await submit();
    await panel('next-steps').getByRole('button', { name: 'Log in' }).click();
    await expect.poll(() => page.locator('nav a[aria-current=page]').textContent()).toContain('Log in');
  });

  it('that waits, or moves the clock on, when the service asks to wait', async () => {
    const playground = await openPlayground();
    const { button, submit, panel } = playground;
    await button('429, come back in 45 s').click();
    await submit('failed');
    const wait = panel('next-steps').getByRole('button', { name: /^Wait \d+ s, then try again$/ });
    const before = Number.parseInt((await wait.textContent())?.match(/\d+/)?.[0] ?? '', 10);
    expect(before).toBeGreaterThan(30);
    await expect
      .poll(async () => Number.parseInt((await wait.textContent())?.match(/\d+/)?.[0] ?? '', 10))
      .toBeLessThan(before);
    await take(playground, /^Skip \d+ s, then try again$/);
  });

  it('that tries again by itself once the wait is over', async () => {
    const { button, submit, panel, page } = await openPlayground();
    await button('429, come back in 45 s').click();
    await submit('failed');
    await panel('next-steps').getByRole('button', { name: /^Wait/ }).click();
    await panel('next-steps')
      .getByRole('button', { name: /^Stop waiting/ })
      .click();
    await panel('next-steps').getByRole('button', { name: /^Wait/ }).click();
    expect(await panel('result').getAttribute('data-state')).toBe('failed');
    await button('+1 hour').click();
    await expect.poll(() => panel('result').getAttribute('data-state')).toBe('done');
    expect(await page.getByTestId('wait').count()).toBe(0);
  });

  it.each([
    ['Reply lost after', 'The change took effect: the new password is valid'],
    ['Connection lost before', 'The change had no effect: the old password is still valid'],
  ])('that settles a change of password after “%s”, and leaves forms that work', async (fault, outcome) => {
    const playground = await openPlayground();
    const { submit, open, field, button, panel } = playground;
    await submit();
    await open('Change password');
    await field('New password').fill('Better-Horse-10');
    await button(fault).click();
    await submit('failed');
    await take(playground, /^Find out which password is valid$/);
    await expect.poll(() => panel('result').textContent()).toContain(outcome);
    await open('Log out');
    await submit();
    await open('Log in');
    await submit();
  });

  it('that says so when nothing could be found out', async () => {
    const { open, field, submit, panel } = await openPlayground();
    await open('Settle a change');
    await field('Current password').fill('Wrong-Horse-77');
    await field('New password').fill('Wrong-Horse-78');
    await submit();
    expect(await panel('result').textContent()).toContain('Still unknown');
  });

  it.each([
    ['Request a reset', 'Look in the outbox', '#outbox'],
    ['Create consumer key', 'List the consumer keys', '#flow'],
  ])('after a lost answer to “%s”: %s', async (title, step, focused) => {
    const { page, submit, open, button, panel } = await openPlayground();
    await submit();
    await open(title);
    await button('Reply lost after').click();
    await submit('failed');
    await panel('next-steps').getByRole('button', { name: step }).click();
    await expect
      .poll(() => page.locator(focused).evaluate((part) => part === document.activeElement))
      .toBe(true);
  });

  it('that logs in with the new password after the answer to a reset was lost', async () => {
    const playground = await openPlayground();
    const { submit, open, button, field } = playground;
    await open('Request a reset');
    await submit();
    await button('Reset with it').click();
    await field('New password').fill('Better-Horse-10');
    await button('Reply lost after').click();
    await submit('failed');
    await take(playground, /^Log in with the new password$/);
  });

  it('that generates a password, and one that leads to the field', async () => {
    const { page, submit, open, field, panel } = await openPlayground();
    await submit();
    await open('Change password');
    await field('New password').fill('short');
    await submit('failed');
    await panel('next-steps').getByRole('button', { name: 'Go to the field' }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe('changePassword-newPassword');
  });
});

describe.skipIf(skip)('on a wide window, a form that was opened from below', () => {
  it('is in view, and has the focus', async () => {
    const { page, open, submit, button, field } = await openPlayground();
    /** Presses it where the form is above the window. */
    const press = async (name: string, title: string): Promise<void> => {
      await button(name).evaluate((element) =>
        scrollTo(0, element.getBoundingClientRect().top + scrollY - 8),
      );
      await button(name).click();
      await page.locator('#flow').getByRole('heading', { name: title, exact: true }).waitFor();
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.id), { message: name })
        .toBe('flow');
      const top = (): Promise<number> =>
        page.locator('#flow').evaluate((form) => form.getBoundingClientRect().top);
      await expect.poll(top, { message: name }).toBeGreaterThanOrEqual(0);
      expect(await top(), name).toBeLessThan(720 / 2);
    };
    await open('Use the key');
    await submit('failed');
    await press('Log in', 'Log in');
    await submit();
    await open('Request a reset');
    await submit();
    await press('Verify this token', 'Verify the token');
    await press('Reset with it', 'Reset password');
    await open('Create consumer key');
    await field('SEND_API').check();
    await submit();
    for (const [name, title] of [
      ['Call with this pair', 'Use the key'],
      ['Send a mail with this pair', 'Use the key'],
      ['Delete this pair', 'Delete consumer key'],
    ] as const) {
      await open('Create consumer key');
      await press(name, title);
    }
  });
});

describe.skipIf(skip)('after a 429', () => {
  const others = [
    '503 once',
    'Connection lost before',
    'Reply lost after',
    'Never ends',
    'Redirect elsewhere',
    'A sign-in page, 200',
    'A code of the future',
  ];

  it('every other fault can be met, past a countdown', async () => {
    const { page, button, submit, submitUntilDeadline, panel, error } = await openPlayground();
    for (const fault of others) {
      await button('429, come back in 45 s').click();
      await submit('failed');
      await expect.poll(() => error()).toMatchObject({ code: 'rate_limited' });
      await button(fault).click();
      await expect.poll(() => panel('faults').textContent()).toContain('armed');
      await expect.poll(() => panel('wait').textContent()).toMatch(/for another \d+ s/);
      await panel('wait').getByRole('button').click();
      await expect.poll(() => page.getByTestId('wait').count()).toBe(0);
      await (fault === 'Never ends' ? submitUntilDeadline() : submit('failed'));
      await expect.poll(async () => (await error())['code'], { message: fault }).not.toBe('rate_limited');
      await expect.poll(() => panel('faults').textContent()).toContain('none');
    }
  });
});
