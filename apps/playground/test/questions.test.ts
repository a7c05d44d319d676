import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('what nobody knows of the service', () => {
  it('is answered either way', async () => {
    const { page, open, field, submit, panel } = await openPlayground();
    expect(await panel('questions').textContent()).toContain('as assumed');
    await submit();
    await panel('questions').getByText('Answer them').click();
    await page.getByLabel('Does changing the password revoke the keys?').selectOption('yes');
    await expect.poll(() => panel('questions').textContent()).toContain('1 answered otherwise');
    await open('Change password');
    await field('New password').fill('Better-Horse-10');
    await submit();
    await expect.poll(() => panel('live-keys').textContent()).toBe('No key is valid now.');

    await page.getByLabel('Does changing the password revoke the keys?').selectOption('no');
    await page.getByLabel('Does the service say that an address is unknown?').selectOption('no, 200');
    await open('Request a reset');
    await field('E-mail address').fill('nobody@example.com');
    await submit();
    expect(await panel('outbox').textContent()).toContain('0 mails');
  });

  it('counts logins, if the service does', async () => {
    const { page, open, submit, error, panel } = await openPlayground();
    await panel('questions').getByText('Answer them').click();
    await page.getByLabel('How often may one log in?').selectOption('twice a minute, then 429');
    await submit();
    await submit();
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'RateLimitedError', code: 'rate_limited' });
    // It was a login that was refused, and no key: what is held still works.
    await open('Use the key');
    await submit();
    expect(await panel('result').textContent()).toContain('200');
  });
});
