import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

/** What each story comes to, as the service counted it. */
const endings: [title: string, steps: number, last: RegExp][] = [
  ['50 calls, one login', 2, /50 calls succeeded\. The service saw 1 login and 50 calls\./],
  ['The key expires', 3, /200\. The service saw 2 logins and 1 call\./],
  ['The answer is lost', 3, /The change took effect: the new password is valid\./],
  ['Two tabs', 2, /2 calls succeeded\. The service saw 1 login and 2 calls\./],
  ['A redirect steals nothing', 3, /Use the key again → 200\./],
];

describe.skipIf(skip)('a story', () => {
  it.each(endings)('“%s” explains itself, and plays', async (title, steps, last) => {
    const { panel, button, html } = await openPlayground();
    await button(title).click();
    const sentences = (await panel('story').locator('.story-card > p').textContent()) ?? '';
    expect(sentences.match(/[.](?= |$)/g)).toHaveLength(3);
    await panel('story').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    const all = panel('story').locator('.story-steps li');
    expect(await all.count()).toBe(steps);
    expect(await all.last().textContent()).toMatch(last);
    expect(await html()).not.toMatch(/Correct-Horse-9|Better-Horse-10/);
  });

  it('is stepped, and played again', async () => {
    const { panel, button } = await openPlayground();
    await button('A redirect steals nothing').click();
    const findings = panel('story').locator('.story-steps span');
    for (const count of [1, 2, 3]) {
      await panel('story').getByRole('button', { name: 'Next step' }).click();
      await expect.poll(() => findings.count()).toBe(count);
    }
    expect(await findings.nth(1).textContent()).toContain('0 requests went elsewhere');
    expect(await findings.nth(1).textContent()).toContain('redirect');
    await button('First step').click();
    await expect.poll(() => findings.count()).toBe(1);
    expect(await panel('story').getAttribute('data-played')).toBe('false');
    await panel('story').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
  });
});
