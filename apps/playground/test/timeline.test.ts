import type { TraceEvent } from '@turbosmtp-auth/browser';
import { describe, expect, it } from 'vitest';
import { barsOf, type Traced } from '../src/service/timeline.ts';
import { openPlayground, skip } from './playground.ts';

describe('the bars of a call', () => {
  const of = (at: number, event: object): Traced => ({
    at,
    event: { call: 'b', operation: 'fetch', ...event } as TraceEvent, // one of them by its type
  });

  it('begin with its first step, and are those of the last call alone', () => {
    const events = [
      { at: 1, event: { call: 'a', operation: 'login', type: 'store', action: 'get', ms: 1 } as const },
      of(105, { type: 'store', action: 'get', ms: 5 }),
      of(110, { type: 'request', method: 'GET', path: '/x', attempt: 1 }),
      of(130, { type: 'response', status: 503, ms: 20, attempt: 1 }),
      of(130, { type: 'retry', delay: 70, reason: 'server_error' }),
      of(200, { type: 'request', method: 'GET', path: '/x', attempt: 2 }),
      of(260, { type: 'failure', code: 'network', ms: 160 }),
      { at: 270, event: { call: 'c', operation: 'fetch', type: 'store', action: 'get', ms: 1 } as const },
    ];
    expect(barsOf(events)).toEqual({
      operation: 'fetch',
      ms: 160,
      bars: [
        { kind: 'store', label: 'store: get', from: 0, to: 5 },
        { kind: 'request', label: 'GET /x: 503', from: 10, to: 30 },
        { kind: 'retry', label: 'retry: server_error', from: 30, to: 100 },
        { kind: 'request', label: 'GET /x: no answer', from: 100, to: 160 },
        { kind: 'failure', label: 'network', from: 160, to: 160 },
      ],
    });
    expect(barsOf([])).toBeUndefined();
    expect(barsOf(events.slice(0, 1))).toBeUndefined();
  });
});

describe.skipIf(skip)('the timeline', () => {
  it('shows the store, the lock, the request, the retry and the renewal', async () => {
    const { page, field, submit, panel, open, button } = await openPlayground();
    const kinds = (): Promise<(string | null)[]> =>
      page.locator('.bars li').evaluateAll((bars) => bars.map((bar) => bar.getAttribute('data-kind')));
    await field('Renew by itself').check();
    await submit();
    await expect.poll(kinds).toEqual(expect.arrayContaining(['lock', 'store', 'request']));
    await button('+2 hours').click();
    await open('Use the key');
    await submit();
    await expect.poll(() => panel('timeline').textContent()).toContain('login: expired');
    expect(await panel('timeline').textContent()).toContain('POST /authorize: 200');
    await open('List consumer keys');
    await button('503 once').click();
    await submit();
    await expect.poll(kinds).toContain('retry');
    expect(await panel('timeline').textContent()).toContain('GET /user/consumerKeys: 503');
    // Each bar lies within the box.
    const rects = await page
      .locator('.bars rect')
      .evaluateAll((all) =>
        all.map((rect) => Number(rect.getAttribute('x')) + Number(rect.getAttribute('width'))),
      );
    for (const end of rects) expect(end).toBeLessThanOrEqual(1001);
  });
});
