import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('a page that is loaded again', () => {
  it('goes on where it was: session, key, password, pairs, mails, clock, faults and answers', async () => {
    const { page, panel, open, field, submit, button, error } = await openPlayground();
    await submit();
    await open('Change password');
    await field('New password').fill('Better-Horse-10');
    await submit();
    await open('Create consumer key');
    await field('Label').fill('newsletter');
    await submit();
    await open('Request a reset');
    await submit();
    await button('+1 hour').click();
    await panel('questions').getByText('Answer them').click();
    await page.getByLabel('Do replies carry Date?').selectOption('no');
    await button('503 once').click();
    await expect.poll(() => panel('faults').textContent()).toContain('armed');
    await expect.poll(() => panel('questions').textContent()).toContain('1 answered otherwise');
    await expect.poll(() => panel('notice').getAttribute('data-kept')).toBe('yes');

    await page.reload();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    await expect.poll(() => panel('countdown').textContent()).toMatch(/^0:5\d:\d\d/);
    expect(await panel('outbox').textContent()).toContain('1 mail');
    expect(await panel('faults').textContent()).toContain('armed');
    expect(await panel('questions').textContent()).toContain('1 answered otherwise');
    await button('503 once').click();
    await open('List consumer keys');
    await submit();
    expect(await panel('result').textContent()).toContain('newsletter');
    await button('Reset with it').click();
    expect(await field('Reset token').inputValue()).not.toBe('');
    await open('Log out');
    await submit();
    // The form holds the password that is valid.
    await open('Log in');
    await submit();
    await field('Password').fill('Correct-Horse-9');
    await submit('failed');
    expect(await error()).toMatchObject({ code: 'wrong_credentials_specified' });
  });

  it('keeps no secret in clear', async () => {
    const { page, panel, submit, open, field } = await openPlayground();
    await submit();
    await open('Change password');
    await field('New password').fill('Better-Horse-10');
    await submit();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    const text = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).flatMap(({ name }) => (name ? [name] : []));
      const found: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), names];
      for (const name of names) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of database.objectStoreNames) {
          const all = await new Promise<unknown[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
          });
          for (const record of all)
            for (const value of Object.values(Object(record)))
              found.push(
                value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                  ? new TextDecoder().decode(value)
                  : String(value),
              );
        }
        database.close();
      }
      return found.join('\n');
    });
    // The look went into the databases, and found nothing.
    expect(text).toContain('turbosmtp-auth-playground-pages');
    expect(text).toContain('[object CryptoKey]');
    for (const secret of ['Correct-Horse-9', 'Better-Horse-10']) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"[0-9a-f]{40}"/);
  });

  it('starts over when asked to, and stays so', async () => {
    const { page, panel, submit, open, field, button } = await openPlayground();
    await submit();
    await open('Change password');
    await field('New password').fill('Better-Horse-10');
    await submit();
    await button('+1 hour').click();
    await button('Start over').click();
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(0);
    await page.reload();
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await open('Log in');
    expect(await field('Password').inputValue()).toBe('Correct-Horse-9');
    await submit();
  });

  it('leaves its place to the next page once it is closed, and to none before', async () => {
    const one = await openPlayground();
    await one.submit();
    const two = await openPlayground({ context: one.context });
    expect(await two.panel('session').textContent()).toContain('signed out');
    await two.page.reload();
    await expect.poll(() => two.panel('session').textContent()).toContain('signed out');
    await one.page.reload();
    await expect.poll(() => one.panel('session').textContent()).toContain('signed in');
    await one.page.close();
    const three = await openPlayground({ context: two.context, awaits: 'signed in' });
    await three.open('Use the key');
    await three.submit();
    expect(await three.panel('result').textContent()).toContain('200');
  });

  it('keeps no key when the key is not to be kept', async () => {
    const { page, panel, submit } = await openPlayground();
    await panel('session').getByLabel('Keep the key in this browser').uncheck();
    await expect.poll(() => panel('session').textContent()).toContain('assurance' + 'memory');
    await submit();
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    await page.reload();
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await expect.poll(() => panel('session').textContent()).toContain('assurance' + 'memory');
  });
});
