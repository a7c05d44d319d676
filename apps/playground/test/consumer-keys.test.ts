import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('consumer keys', () => {
  it('are made, listed, used and deleted, and their secret is never shown', async () => {
    const { page, context, open, field, submit, error, panel, button, html } = await openPlayground();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await submit();
    await open('List consumer keys');
    await submit();
    expect(await panel('result').textContent()).toContain('no consumer pair');

    await open('Create consumer key');
    await field('SEND_API').check();
    await field('Label').fill('newsletter');
    await field('Addresses it may be used from').fill('192.0.2.1, 192.0.2.2');
    await submit();
    await button('Copy secret').click();
    await button('Copied').waitFor();
    const secret = await page.evaluate(() => navigator.clipboard.readText());
    expect(secret.length).toBeGreaterThan(20);
    const { key } = JSON.parse((await panel('result').locator('pre').textContent()) ?? '');
    await expect.poll(() => panel('wire').textContent()).toContain('"consumerSecret": "••••••••"');
    expect(await html()).not.toContain(secret);

    await open('List consumer keys');
    await submit();
    const listed = JSON.parse((await panel('result').locator('pre').textContent()) ?? '');
    expect(listed).toMatchObject([
      { key, label: 'newsletter', ips: ['192.0.2.1', '192.0.2.2'], permissions: ['SEND_API', 'APIS'] },
    ]);

    // The pair works by itself, whoever is signed in.
    await open('Log out');
    await submit();
    await open('Create consumer key');
    await button('Call with this pair').click();
    expect(await field('Consumer key').inputValue()).toBe(key);
    await submit();
    expect(await panel('result').textContent()).toContain('200');
    await expect.poll(() => panel('wire').textContent()).toContain('consumersecret: ••••••••');

    await open('Log in');
    await submit();
    await open('Create consumer key');
    await button('Delete this pair').click();
    expect(await field('Consumer key').inputValue()).toBe(key);
    await submit();
    await open('Use the key');
    expect(await field('Consumer key').inputValue()).toBe('');
    await open('Create consumer key');
    expect(await panel('result').locator('.outcome-title').textContent()).toBe(
      'Earlier: the pair was made. Now it is deleted.',
    );
    expect(await panel('result').locator('.actions').count()).toBe(0);
    expect(await page.locator('.flow-link[href="#/createConsumerKey"]').textContent()).not.toContain('✓');
    await open('Delete consumer key');
    await field('Consumer key').fill(key);
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'NotFoundError', code: 'key_not_found', status: '404' });
    expect(await html()).not.toContain(secret);
  });

  it('send a mail, which arrives in the outbox', async () => {
    const { page, open, field, submit, panel, button, html } = await openPlayground();
    await submit();
    await open('Create consumer key');
    await field('SEND_API').check();
    await submit();
    const { key } = JSON.parse((await panel('result').locator('pre').textContent()) ?? '');
    await button('Send a mail with this pair').click();
    expect(await field('Consumer key').inputValue()).toBe(key);
    const secret = await field('Consumer secret').inputValue();
    const mail = JSON.parse(await field('Body').inputValue());
    expect(mail).toMatchObject({ from: 'demo@example.com', to: 'demo@example.com' });
    await field('Body').fill(JSON.stringify({ ...mail, to: 'ada@example.com', subject: 'By the pair' }));
    await submit();
    expect(await panel('result').textContent()).toContain('"message": "OK"');
    await expect.poll(() => panel('wire').locator('summary').first().textContent()).toContain('/mail/send');
    await button('See the mail in the outbox').click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('outbox');
    for (const part of ['1 mail', 'By the pair', 'to ada@example.com', mail.content])
      expect(await panel('outbox').textContent()).toContain(part);
    expect(await html()).not.toContain(secret);

    // Without a sender the service says what is missing, and sends nothing.
    await field('Body').fill('{"to":"ada@example.com"}');
    await submit();
    expect(await panel('result').textContent()).toContain('from is required');
    expect(await button('See the mail in the outbox').count()).toBe(0);
    expect(await panel('outbox').textContent()).toContain('1 mail');

    // The next call with the pair is no mail.
    await open('Create consumer key');
    await button('Call with this pair').click();
    await submit();
    expect(await panel('wire').locator('summary').first().textContent()).toContain('GET/analytics');
    expect(await panel('outbox').textContent()).toContain('1 mail');
  });

  it('want a permission, and both halves of a pair', async () => {
    const { open, field, submit, error } = await openPlayground();
    await submit();
    await open('Create consumer key');
    await field('APIS').uncheck();
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'InvalidInputError', issues: 'permissions: missing' });
    await open('Use the key');
    await field('Consumer key').fill('half-a-pair');
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'InvalidInputError' });
  });
});
