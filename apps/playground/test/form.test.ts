import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

const focused = ({ page }: Playground): Promise<string> =>
  page.evaluate(() => document.activeElement?.id ?? '');

/** What is said below the fields of the open form. */
const problems = ({ page }: Playground): Promise<Record<string, string>> =>
  page
    .locator('#flow .problem')
    .evaluateAll((all) =>
      Object.fromEntries(all.map((one) => [one.id.replace(/^\w+-|-problem$/g, ''), one.textContent ?? ''])),
    );

describe.skipIf(skip)('an error', () => {
  it('stands at its field in words, and the first of them has the focus', async () => {
    const playground = await openPlayground();
    const { field, submit } = playground;
    await field('E-mail address').fill('');
    await field('Password').fill('');
    await submit('failed');
    await expect.poll(() => focused(playground)).toBe('login-email');
    expect(Object.keys(await problems(playground))).toEqual(['email', 'password']);
    for (const label of ['E-mail address', 'Password']) {
      expect(await field(label).getAttribute('aria-invalid')).toBe('true');
      expect(await field(label).getAttribute('aria-describedby')).toContain('-problem');
    }
    // It is gone once the field was changed, and only there.
    await field('E-mail address').fill('demo@example.com');
    await expect.poll(async () => Object.keys(await problems(playground))).toEqual(['password']);
    expect(await field('E-mail address').getAttribute('aria-invalid')).toBe('false');
  });

  it.each([
    ['Log in', 'Password', 'Wrong-Horse-77', 'The e-mail address or the password is wrong.'],
    ['Request a reset', 'E-mail address', 'nobody@example.com', 'No account has this e-mail address.'],
    ['Reset password', 'Reset token', 'wrong', 'The reset token is unknown, used or expired.'],
    ['Change password', 'Current password', 'Wrong-Horse-77', 'The current password is wrong.'],
    ['Delete consumer key', 'Consumer key', 'wrong', 'The account has no such consumer key.'],
  ])('that the service says of “%s” stands at “%s”', async (title, label, value, text) => {
    const playground = await openPlayground();
    const { field, submit, open } = playground;
    await submit();
    await open(title);
    if (title.endsWith('password')) await field('New password').fill('Better-Horse-10');
    await field(label).fill(value);
    await submit('failed');
    await expect.poll(async () => Object.values(await problems(playground)).join()).toContain(text);
    expect(await focused(playground)).toBe(await field(label).getAttribute('id'));
  });

  it('of a list, of choices and of half a pair has a field as well', async () => {
    const playground = await openPlayground();
    const { field, submit, open, page } = playground;
    await submit();
    await open('Create consumer key');
    await field('APIS').uncheck();
    await submit('failed');
    await expect.poll(async () => Object.keys(await problems(playground))).toEqual(['permissions']);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('fieldset')?.id))
      .toBe('createConsumerKey-permissions');
    await open('Use the key');
    await field('Consumer key').fill('half-a-pair');
    await submit('failed');
    await expect.poll(async () => Object.keys(await problems(playground))).toEqual(['consumerSecret']);
    expect(await focused(playground)).toBe('fetch-consumerSecret');
  });
});

describe.skipIf(skip)('a form', () => {
  it('tells password managers whose password it is', async () => {
    const { page, open, submit, field } = await openPlayground();
    await submit();
    for (const title of ['Log in', 'Change password', 'Settle a change', 'Reset password']) {
      await open(title);
      const names = page.locator('#flow input[autocomplete=username]');
      expect(await names.count(), title).toBe(1);
      expect(await names.inputValue(), title).toBe('demo@example.com');
    }
    await open('Change password');
    expect(await field('Current password').getAttribute('autocomplete')).toBe('current-password');
    expect(await field('New password').getAttribute('autocomplete')).toBe('new-password');
  });

  it('asks a phone for the keyboard that fits', async () => {
    const { open, field } = await openPlayground();
    expect(await field('E-mail address').getAttribute('inputmode')).toBe('email');
    await open('Use the key');
    expect(await field('Path below the base URL').getAttribute('inputmode')).toBe('url');
    // An e-mail address is never corrected or capitalised.
    await open('Request a reset');
    expect(await field('E-mail address').getAttribute('autocapitalize')).toBe('none');
    expect(await field('E-mail address').getAttribute('inputmode')).toBe('email');
  });

  it('is sent by Ctrl and Enter from any of its fields, a text of several lines included', async () => {
    const { page, open, field, submit, panel } = await openPlayground();
    await submit();
    await open('Use the key');
    await field('Method').selectOption('POST');
    await field('Body').fill('{');
    await field('Body').press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('}');
    expect(await field('Body').inputValue()).toBe('{\n}');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => panel('result').textContent()).toContain('200');
    await expect.poll(() => panel('wire').textContent()).toContain('POST');
  });
});
