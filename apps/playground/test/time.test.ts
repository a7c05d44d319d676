import { describe, expect, it } from 'vitest';
import { openPlayground, type Playground, skip } from './playground.ts';

const logins = (playground: Playground): Promise<number> =>
  playground.panel('wire').locator('summary', { hasText: '/authorize' }).count();

describe.skipIf(skip)('time and keys', () => {
  it('counts down, and the session is over when the key is', async () => {
    const { panel, submit, button, open, error } = await openPlayground();
    await submit();
    await button('+1 hour').click();
    await expect.poll(() => panel('countdown').textContent()).toMatch(/^0:5[89]:\d\d/);
    await button('+1 hour').click();
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
    await open('Use the key');
    await submit('failed');
    expect(await error()).toMatchObject({ class: 'SignedOutError', code: 'signed_out' });
  });

  it('shows a key that never expires as that', async () => {
    const { panel, submit, field, button } = await openPlayground();
    await field('A key that never expires').check();
    await submit();
    await button('+2 hours').click();
    await expect.poll(() => panel('session').textContent()).toContain('never expires');
    expect(await panel('session').textContent()).toContain('signed in');
  });

  it.each([['+2 hours'], ['Revoke all keys']])(
    'renews by itself after “%s”, with one login',
    async (event) => {
      const playground = await openPlayground();
      const { panel, submit, field, button, open } = playground;
      await field('Renew by itself').check();
      await submit();
      await expect.poll(() => logins(playground)).toBe(1);
      await button(event).click();
      await expect.poll(() => panel('live-keys').textContent()).toBe('No key is valid now.');
      await open('Use the key');
      await submit();
      expect(await panel('result').textContent()).toContain('200');
      await expect.poll(() => panel('events').textContent()).toContain('renew');
      await expect.poll(() => logins(playground)).toBe(2);
      await expect.poll(() => panel('live-keys').textContent()).toBe('1 key is valid now.');
    },
  );

  it('says why a revoked key is of no use where the client cannot renew', async () => {
    const { panel, submit, button, open } = await openPlayground();
    await submit();
    await button('Revoke all keys').click();
    await open('Use the key');
    // `fetch` resolves as fetch does: the refusal is an answer.
    await submit();
    expect(await panel('result').textContent()).toContain('401');
    expect(await panel('result').textContent()).toContain('invalid_authorization_key');
    await expect.poll(() => panel('session').textContent()).toContain('signed out');
  });
});

describe.skipIf(skip)('a result that no longer holds', () => {
  const earlier = 'Earlier: signed in. Now signed out.';
  const outcome = ({ page, panel }: Playground, flow: string): Promise<(string | null)[]> =>
    Promise.all([
      panel('result').locator('.outcome').getAttribute('class'),
      panel('result').locator('.outcome-title').textContent(),
      page.locator(`.flow-link[href="#/${flow}"]`).textContent(),
    ]);

  it.each<[string, (playground: Playground) => Promise<void>]>([
    [
      'a log out',
      async ({ open, submit }) => {
        await open('Log out');
        await submit();
      },
    ],
    ['an expiry', ({ button }) => button('+2 hours').click()],
    [
      'a change of the service',
      async ({ page }) => {
        await page.getByRole('radio', { name: 'Live service' }).check();
        await page.getByText('Real account, real calls.').waitFor();
        await page.getByRole('radio', { name: 'Sandbox' }).check();
        await page.getByTestId('notice').waitFor();
      },
    ],
    ['a change of the store', ({ page }) => page.getByLabel('Keep the key in this browser').uncheck()],
  ])('is marked as earlier after %s', async (_what, end) => {
    const playground = await openPlayground();
    await playground.submit();
    expect((await outcome(playground, 'login')).slice(0, 2)).toEqual([
      'outcome good',
      'Signed in as demo@example.com',
    ]);
    await end(playground);
    await expect.poll(() => playground.panel('session').textContent()).toContain('signed out');
    await playground.open('Log in');
    await expect.poll(() => outcome(playground, 'login')).toEqual(['outcome earlier', earlier, 'Log in']);
  });

  it('holds again once the client renewed the key', async () => {
    const playground = await openPlayground();
    const { field, submit, button, open } = playground;
    await field('Renew by itself').check();
    await submit();
    await button('+2 hours').click();
    await expect.poll(async () => (await outcome(playground, 'login'))[1]).toBe(earlier);
    await open('Use the key');
    await submit();
    await open('Log in');
    await expect.poll(async () => (await outcome(playground, 'login'))[0]).toBe('outcome good');
  });

  it('is also that of a log out, after a login', async () => {
    const playground = await openPlayground();
    const { submit, open } = playground;
    for (const title of ['Log in', 'Log out', 'Log in']) {
      await open(title);
      await submit();
    }
    await open('Log out');
    expect(await outcome(playground, 'logout')).toEqual([
      'outcome earlier',
      'Earlier: signed out. Now signed in.',
      'Log out',
    ]);
  });
});
