import { describe, expect, test } from 'vitest';
import { createServiceTime } from '../src/call/service-time.ts';
import type { SessionRecord } from '../src/records/key-store.ts';
import { expiryOf, hold, isExpired } from '../src/session/expiry.ts';

const HOUR = 3_600_000;

/** A clock whose two hands are set apart. */
function clock(wall = Date.UTC(2026, 2, 29)) {
  let monotonic = 1000;
  let now = wall;
  return {
    now: () => now,
    monotonic: () => monotonic,
    sleep: async () => undefined,
    pass: (ms: number) => {
      now += ms;
      monotonic += ms;
    },
    setWall: (ms: number) => {
      now += ms;
    },
  };
}

const record = (mintedAt: number, noExpire = false): SessionRecord => ({
  v: 1,
  kind: 'session',
  gen: 'g',
  key: 'k',
  account: 'a',
  mintedAt,
  expiresAt: expiryOf(mintedAt, noExpire),
  clockOffset: 0,
});

describe('a two-hour key', () => {
  test('expires after two hours less one minute', () => {
    const time = clock();
    const held = hold(record(time.now()), time, { offset: 0, told: 2 });
    time.pass(2 * HOUR - 60_001);
    expect(isExpired(held, time)).toBe(false);
    time.pass(1);
    expect(isExpired(held, time)).toBe(true);
  });

  test.each([
    [
      'the wall clock jumps ahead by years',
      (time: ReturnType<typeof clock>) => time.setWall(5 * 365 * 24 * HOUR),
    ],
    ['the machine slept for three hours', (time: ReturnType<typeof clock>) => time.setWall(3 * HOUR)],
    [
      'the wall clock is set back while two hours pass',
      (time: ReturnType<typeof clock>) => {
        time.pass(2 * HOUR);
        time.setWall(-24 * HOUR);
      },
    ],
  ])('is still tried when %s: the clocks disagree', (_, happen) => {
    const time = clock();
    const held = hold(record(time.now()), time, { offset: 0, told: 2 });
    happen(time);
    expect(isExpired(held, time)).toBe(false);
  });

  test('expires by the service’s clock, a day off or not', () => {
    const time = clock();
    const offset = 24 * HOUR;
    const held = hold(record(time.now() + offset), time, { offset, told: 2 });
    expect(isExpired(held, time)).toBe(false);
    time.pass(2 * HOUR);
    expect(isExpired(held, time)).toBe(true);
  });

  test('read from a store by a fresh process is judged by the wall clock', () => {
    const time = clock();
    const old = record(time.now() - 3 * HOUR);
    expect(isExpired(hold(old, time, { offset: 0, told: 2 }), time)).toBe(true);
  });
});

test('a key minted without expiry never expires', () => {
  const time = clock();
  const held = hold(record(time.now(), true), time, { offset: 0, told: 2 });
  time.pass(1000 * HOUR);
  expect(isExpired(held, time)).toBe(false);
});

test('the service’s clock is read from Date, and what is no date is ignored', () => {
  const local = clock(Date.UTC(2026, 0, 1));
  const time = createServiceTime(local);
  time.observe('yesterday', local.monotonic());
  time.observe(null, local.monotonic());
  expect(time.offset).toBe(0);
  time.adopt(7);
  expect(time.offset).toBe(7);
  time.observe('Fri, 02 Jan 2026 00:00:00 GMT', local.monotonic());
  expect(Math.abs(time.offset - 24 * HOUR)).toBeLessThanOrEqual(500);
  time.adopt(7);
  expect(time.offset).not.toBe(7);
});
