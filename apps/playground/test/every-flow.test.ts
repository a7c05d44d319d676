import { describe, expect, it } from 'vitest';
import { goThroughEveryFlow } from './every-flow.ts';
import { openPlayground, skip } from './playground.ts';

describe.skipIf(skip)('every flow', () => {
  it('is gone through in Chromium', async () => {
    const { page, open, field, button, submit, html } = await openPlayground();
    await goThroughEveryFlow({
      open,
      type: (label, text) => field(label).fill(text),
      tick: (label) => field(label).check(),
      press: (name) => button(name).first().click(),
      submit,
      read: async (part) => (await page.getByTestId(part).textContent()) ?? '',
      reload: async () => void (await page.reload()),
      html,
    });
    expect(await page.locator('.flow-link').count()).toBe(11);
  });
});
