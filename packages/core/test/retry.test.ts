import { describe, expect, test } from 'vitest';
import { errorOf } from '../src/errors/build.ts';
import { type Attempt, createRetryBudget, planRetry } from '../src/transport/retry.ts';
import { parseHttpDate, parseRetryAfter } from '../src/transport/retry-after.ts';
import type { Exchange } from '../src/transport/send.ts';

const answer = (status: number, retryAfter: string | null = null): Exchange => ({
  outcome: 'answer',
  status,
  mediaType: '',
  body: new Uint8Array(),
  retryAfter,
  date: null,
});
const lost = (neverSent: boolean): Exchange => ({ outcome: 'lost', neverSent });
let now = 0;
const clock = { monotonic: () => now };
const plan = (facts: Partial<Attempt>, budget = createRetryBudget(clock)) =>
  planRetry(
    {
      exchange: lost(false),
      error: errorOf('network'),
      repeatable: true,
      attempt: 1,
      attempts: 3,
      told: null,
      alreadyWaited: false,
      remaining: 30_000,
      ...facts,
    },
    budget,
  );

describe('what is repeated', () => {
  test.each([
    // exchange, repeatable, tried again
    [lost(true), true, true],
    [lost(true), false, true],
    [lost(false), true, true],
    [lost(false), false, false],
    [answer(503), true, true],
    [answer(503), false, false],
    [answer(500), false, false],
    [answer(400), true, false],
    [answer(401), true, false],
    [{ outcome: 'redirect', status: 307 } as const, true, false],
    [{ outcome: 'too-large', status: 200, mediaType: '' } as const, true, false],
  ])('%j with repeatable %j: %j', (exchange, repeatable, expected) => {
    expect(plan({ exchange, repeatable }) !== null).toBe(expected);
  });

  test('nothing when the reason will still be there: a certificate, a permission, a variable', () => {
    const because = (retryable: boolean): Exchange => ({
      outcome: 'lost',
      neverSent: true,
      reason: errorOf('network', { retryable }),
    });
    expect(plan({ exchange: because(true) })).not.toBeNull();
    expect(plan({ exchange: because(false) })).toBeNull();
  });

  test('nothing when the tries are used up, or there is only one', () => {
    expect(plan({ attempt: 3 })).toBeNull();
    expect(plan({ attempts: 1 })).toBeNull();
    expect(plan({ attempts: 1, exchange: answer(429, '1'), told: 1000 })).toBeNull();
  });

  test('after 429 once, and only when told how long', () => {
    const exchange = answer(429, '2');
    expect(plan({ exchange, told: 2000, repeatable: false })).toBeGreaterThanOrEqual(2000);
    expect(plan({ exchange, told: 2000, alreadyWaited: true })).toBeNull();
    expect(plan({ exchange: answer(429), told: null })).toBeNull();
    expect(plan({ exchange, told: 2000, remaining: 1500 })).toBeNull();
  });

  test('after 5xx not when told nonsense, or longer than the deadline', () => {
    expect(plan({ exchange: answer(503, 'soon'), told: null })).toBeNull();
    expect(plan({ exchange: answer(503, '3600'), told: 3_600_000 })).toBeNull();
    expect(plan({ exchange: answer(503, '1'), told: 1000 })).toBeGreaterThanOrEqual(1000);
  });

  test('no more than the budget of the client holds, and success refills it', () => {
    const budget = createRetryBudget(clock);
    let taken = 0;
    while (budget.take()) taken++;
    expect(taken).toBe(10);
    for (let i = 0; i < 2; i++) budget.refill();
    expect(budget.take()).toBe(true);
    expect(budget.take()).toBe(false);
    // So does time.
    now += 10_000;
    expect(budget.take()).toBe(true);
    expect(budget.take()).toBe(false);
  });

  test('as told after 429, whatever the budget holds', () => {
    const budget = createRetryBudget(clock);
    while (budget.take());
    expect(plan({ exchange: answer(429, '1'), told: 1000 }, budget)).toBeGreaterThanOrEqual(1000);
    expect(plan({ exchange: answer(503) }, budget)).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1);
  test.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
    ['-1', null],
    ['1.5', null],
    ['1, 2', null],
    ['soon', null],
    ['', null],
    ['99999999999999999999', null],
    ['2026-01-01T00:00:30Z', null],
    ['Thu, 99 Jan 2026 00:00:30 GMT', null],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  test('reads HTTP dates in one form only', () => {
    expect(parseHttpDate('Thu, 01 Jan 2026 00:00:00 GMT')).toBe(now);
    expect(parseHttpDate('Thursday, 01-Jan-26 00:00:00 GMT')).toBeNull();
  });
});
