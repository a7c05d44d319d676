import { describe, expect, it } from 'vitest';
import { openPlayground, skip } from './playground.ts';

/** What each story comes to, as the service counted it. */
const endings: [title: string, steps: number, last: RegExp][] = [
  ['50 calls, one login', 2, /50 calls succeeded\. The service saw 1 login and 50 calls\./],
  ['The key expires', 3, /The call succeeded with 200\. The service saw 2 logins and 1 call\./],
  ['The answer is lost', 3, /The change took effect: the new password is valid\./],
  ['Two tabs', 2, /2 calls succeeded\. The service saw 1 login and 2 calls\./],
  ['A redirect steals nothing', 3, /Use the key again → The call succeeded with 200\./],
];

/** What each story sends, as it stands beside the steps. */
const sent: Readonly<Record<string, readonly string[]>> = {
  '50 calls, one login': ['POST/authorize200', 'GET/analytics200× 50'],
  'The key expires': ['POST/authorize200', '2 hours later', 'POST/authorize200', 'GET/analytics200'],
  'The answer is lost': [
    'POST/authorize200',
    'PUT/change-passwordlost',
    'POST/authorize200',
    'POST/deauthorize200',
  ],
  'Two tabs': ['POST/authorize200', 'GET/analytics200× 2'],
  'A redirect steals nothing': ['POST/authorize200', 'GET/analyticsredirect, refused', 'GET/analytics200'],
};

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

  it.each(Object.entries(sent))('“%s” shows what it sent, and its result', async (title, requests) => {
    const { page, panel, button } = await openPlayground();
    await button(title).click();
    await panel('story').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    await expect.poll(() => page.getByTestId('sent').locator('li').allTextContents()).toEqual(requests);
    const answer = (await page.locator('#answer').textContent()) ?? '';
    expect(answer).not.toContain('Press “');
    const last = (await panel('story').locator('.story-steps li').last().textContent()) ?? '';
    const [summary = ''] = /→ (?:The call succeeded with )?(.*?)\./.exec(last)?.slice(1) ?? [];
    expect(answer).toContain(summary);
    const exchanges = requests.filter((one) => !one.endsWith('later'));
    const count = exchanges.reduce((sum, one) => sum + Number(/× (\d+)/.exec(one)?.[1] ?? 1), 0);
    const more = page.getByRole('button', { name: /^Show \d+ earlier$/ });
    if (await more.isVisible()) await more.click();
    expect(await panel('wire').locator('summary').count()).toBe(count);

    // The next one begins without it, whether this one was closed or not.
    if (title === 'Two tabs') await button('Close').click();
    await button(title === 'The key expires' ? 'Two tabs' : 'The key expires').click();
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(0);
    expect(await page.locator('.flow-mark').count()).toBe(0);
    expect(await panel('timeline').count()).toBe(0);
    expect(await page.getByTestId('sent').count()).toBe(0);
    expect(await page.locator('#answer').textContent()).toContain('Press “');
  });

  it('about a lost answer says what stays, as it is then', async () => {
    const { panel, button } = await openPlayground();
    await button('The answer is lost').click();
    await panel('story').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    expect(await panel('story').locator('.story-card > p').textContent()).toContain('you stay signed in.');
    await expect.poll(() => panel('session').textContent()).toContain('signed in');
    await expect.poll(() => panel('live-keys').textContent()).toBe('1 key is valid now.');
  });

  it('begins anew with the page', async () => {
    const { page, panel, button } = await openPlayground();
    await button('50 calls, one login').click();
    await panel('story').getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    await button('Start over').click();
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(0);
    expect(await panel('story').getAttribute('data-played')).toBe('false');
    expect(await page.locator('#answer').textContent()).toContain('Press “');
  });

  it('leaves what was done by hand when another is opened', async () => {
    const { panel, button, submit, open } = await openPlayground();
    await open('Request a reset');
    await submit();
    await button('Two tabs').click();
    expect(await panel('wire').locator('summary').count()).toBe(1);
    expect(await panel('result').getAttribute('data-state')).toBe('done');
  });

  it('is played once, however often the button is pressed, and not when another was opened', async () => {
    const { page, panel, button } = await openPlayground();
    const press = (name: string, times: number): Promise<void> =>
      page.evaluate(
        ([name, times]) => {
          const buttons = [...document.querySelectorAll<HTMLElement>('.stories button')];
          const one = buttons.find(({ textContent }) => textContent === name);
          for (let time = 0; time < times; time += 1) one?.click();
        },
        [name, times] as const,
      );
    await button('The key expires').click();
    await press('Play', 3);
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    await expect.poll(() => page.getByTestId('sent').locator('li').count()).toBe(4);
    await press('Play again', 1);
    await press('Two tabs', 1);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => panel('story').getAttribute('data-played')).toBe('true');
    expect(await panel('story').locator('.story-steps li').count()).toBe(2);
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
