import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

/** The demo account's, filled in by the page. */
const first = 'Correct-Horse-9';
/** What a key looks like. */
const key = /[0-9a-f]{40}/;

describe.skipIf(skip)('from login to logout', () => {
  it('logs in with the first click, and shows all but the secrets', async () => {
    const { panel, submit, html } = await openPlayground();
    await submit();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    const session = await panel('session').textContent();
    for (const fact of ['demo@example.com', 'IndexedDB', 'encrypted', 'until the key expires'])
      expect(session).toContain(fact);
    expect(await panel('countdown').textContent()).toMatch(/^1:5[89]:\d\d/);
    expect(await panel('events').textContent()).toContain('login');
    await expect.poll(() => panel('wire').textContent()).toContain('HTTP 200');
    const wire = await panel('wire').textContent();
    expect(wire).toContain('"password": "••••••••"');
    expect(wire).toContain('"auth": "••••••••"');
    const everything = await html();
    expect(everything).not.toContain(first);
    expect(everything).not.toMatch(key);
  });

  it('says what a wrong password is, and keeps it to itself', async () => {
    const { field, submit, error, html } = await openPlayground();
    await field('Password').fill('Wrong-Horse-77');
    await submit('failed');
    expect(await error()).toMatchObject({
      class: 'ForbiddenError',
      code: 'wrong_credentials_specified',
      status: '403',
      operation: 'login',
    });
    expect(await html()).not.toContain('Wrong-Horse-77');
  });

  it('sends nothing for an input that cannot be', async () => {
    const { field, submit, error, panel } = await openPlayground();
    await field('Password').fill('');
    await submit('failed');
    expect(await error()).toMatchObject({
      class: 'InvalidInputError',
      issues: 'password: missing_required_parameter',
    });
    expect(await panel('wire').locator('li').count()).toBe(0);
    // Beside the field, and read with it.
    const [problem] = (await field('Password').getAttribute('aria-describedby'))?.split(' ') ?? [];
    expect(await field('Password').page().locator(`#${problem}`).textContent()).toBe('It is missing.');
    expect(await field('Password').getAttribute('aria-invalid')).toBe('true');
  });

  it('uses the key, and only when there is one', async () => {
    const { open, submit, error, panel, html } = await openPlayground();
    await open('Use the key');
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'SignedOutError', code: 'signed_out' });
    await open('Log in');
    await submit();
    await open('Use the key');
    await submit();
    expect(await panel('result').textContent()).toContain('200');
    await expect.poll(() => panel('wire').textContent()).toContain('authorization: ••••••••');
    expect(await html()).not.toMatch(key);
  });

  it('changes the password, with a checklist that follows the typing', async () => {
    const { page, open, field, submit, error, html, button } = await openPlayground();
    await submit();
    await open('Change password');
    const rules = (): Promise<Record<string, string>> =>
      page
        .locator('.checklist li')
        .evaluateAll((items) =>
          Object.fromEntries(items.map((item) => [item.dataset['rule'], item.dataset['passed']])),
        );
    const typing: [typed: string, state: Record<string, string>][] = [
      ['', { length: 'false', uppercase: 'false', lowercase: 'false', digit: 'false', unchanged: 'false' }],
      ['abc', { length: 'false', uppercase: 'false', lowercase: 'true', digit: 'false', unchanged: 'true' }],
      [
        'Ábcdéfghi٣',
        { length: 'true', uppercase: 'maybe', lowercase: 'true', digit: 'maybe', unchanged: 'true' },
      ],
      [first, { length: 'true', uppercase: 'true', lowercase: 'true', digit: 'true', unchanged: 'false' }],
    ];
    for (const [typed, state] of typing) {
      await field('New password').fill(typed);
      await expect.poll(rules).toEqual(state);
    }
    await submit('failed');
    expect(await error()).toMatchObject({
      class: 'InvalidInputError',
      issues: 'newPassword: new_password_should_not_equal_current_password',
    });

    await button('Generate').click();
    const second = await field('New password').inputValue();
    expect(second).toHaveLength(20);
    await field('New password again').fill(`${second}!`);
    await expect.poll(rules).toMatchObject({ confirmation: 'false' });
    await field('New password again').fill(second);
    await expect.poll(rules).toMatchObject({ confirmation: 'true', unchanged: 'true' });
    await submit();
    for (const secret of [first, second]) expect(await html()).not.toContain(secret);

    // The old one is refused, and the form already holds the new one.
    await open('Log in');
    expect(await field('Password').inputValue()).toBe(second);
    await field('Password').fill(first);
    await submit('failed');
    await field('Password').fill(second);
    await submit();
  });

  it('is told that the current password is wrong', async () => {
    const { open, field, submit, error } = await openPlayground();
    await submit();
    await open('Change password');
    await field('Current password').fill('Wrong-Horse-77');
    await field('New password').fill('Better-Horse-10');
    await submit('failed');
    expect(await error()).toMatchObject({
      class: 'ForbiddenError',
      code: 'password_is_invalid',
      status: '403',
    });
  });

  it('resets a forgotten password with the token of the mail, by two clicks', async () => {
    const { page, open, field, submit, error, panel, button, html } = await openPlayground();
    await open('Request a reset');
    await submit();
    await expect.poll(() => panel('outbox').textContent()).toContain('Reset your password');

    // The check wants a key, which who forgot a password rarely has.
    await button('Verify this token').click();
    const token = await field('Reset token').inputValue();
    expect(token.length).toBeGreaterThan(20);
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'SignedOutError' });
    await open('Log in');
    await submit();
    await open('Verify the token');
    await submit();
    expect(await panel('result').textContent()).toContain('The token is valid');
    expect(await html()).not.toContain(token);
    await expect.poll(() => panel('wire').textContent()).toContain('forgot-password?token=••••••••');

    await button('Reset with it').click();
    expect(await page.locator('nav a[aria-current=page]').textContent()).toContain('Reset password');
    await field('New password').fill('Better-Horse-10');
    await submit();
    await button('Verify this token').click();
    await submit();
    expect(await panel('result').textContent()).toContain('not valid');
    await open('Log in');
    expect(await field('Password').inputValue()).toBe('Better-Horse-10');
    await submit();
    for (const secret of [token, first, 'Better-Horse-10']) expect(await html()).not.toContain(secret);
  });

  it('knows an address that has no account', async () => {
    const { open, field, submit, error, panel } = await openPlayground();
    await open('Request a reset');
    await field('E-mail address').fill('nobody@example.com');
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'NotFoundError', code: 'email_not_found', status: '404' });
    expect(await panel('outbox').textContent()).toContain('0 mails');
  });

  it('logs out here and on the service', async () => {
    const { open, submit, panel } = await openPlayground();
    await submit();
    await expect.poll(() => panel('live-keys').textContent()).toBe('1 key is valid now.');
    await open('Log out');
    await submit();
    expect(await panel('result').textContent()).toContain('the key is revoked');
    await expect.poll(() => panel('live-keys').textContent()).toBe('No key is valid now.');
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await submit();
    expect(await panel('result').textContent()).toContain('No account was signed in');
  });
});
