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
