import { describe, expect, it } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { createClock } from '../src/clock.ts';
import { createSandbox, InvalidShapeError } from '../src/index.ts';
import { base } from './people.ts';

const hour = 3_600_000;
/** The last millisecond that a `Date` can hold. */
const last = 8.64e15;

describe('a running clock', () => {
  it('is the real time plus what it was advanced by', () => {
    const clock = createClock();
    for (const advanced of [0, hour]) {
      clock.advance(advanced);
      const before = Date.now();
      const now = clock.now() - advanced;
      expect(now).toBeGreaterThan(before - 50);
      expect(now).toBeLessThan(Date.now() + 50);
    }
  });

  it('starts where it is told, and runs from there', async () => {
    const start = performance.now();
    const clock = createClock({ now: new Date('2030-01-01T00:00:00Z') });
    await clock.sleep(20);
    const passed = clock.now() - Date.UTC(2030, 0, 1);
    expect(passed).toBeGreaterThanOrEqual(19);
    expect(passed).toBeLessThan(performance.now() - start + 50);
  });

  it('wakes a sleep by itself, and sooner when advanced past it', async () => {
    const clock = createClock();
    const before = performance.now();
    await clock.sleep(30);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
    const long = clock.sleep(24 * hour);
    clock.advance(24 * hour);
    await within(1000, long);
  });

  it('sleeps longer than a timer can', async () => {
    const clock = createClock();
    let awake = false;
    const sleep = clock.sleep(2 ** 32).then(() => {
      awake = true;
    });
    await clock.sleep(20);
    expect(awake).toBe(false);
    clock.advance(2 ** 32);
    await sleep;
  });
});

describe('a frozen clock', () => {
  it('stands still until it is advanced', async () => {
    const clock = createClock({ frozen: true, now: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect([clock.now(), clock.monotonic()]).toEqual([1000, 0]);
    clock.advance(5);
    expect([clock.now(), clock.monotonic()]).toEqual([1005, 5]);
  });

  it('wakes what is due, in order, and nothing else', async () => {
    const clock = createClock({ frozen: true });
    const woken: number[] = [];
    for (const ms of [300, 100, 200, 301]) void clock.sleep(ms).then(() => woken.push(ms));
    clock.advance(300);
    await Promise.resolve();
    expect(woken).toEqual([100, 200, 300]);
    clock.advance(1);
    await Promise.resolve();
    expect(woken).toEqual([100, 200, 300, 301]);
  });

  it('sleeps of nothing end without an advance', async () => {
    const clock = createClock({ frozen: true });
    await clock.sleep(0);
    await clock.sleep(-1);
  });
});

describe('any clock', () => {
  for (const frozen of [true, false]) {
    it(`ends a sleep with the reason of its signal (${frozen ? 'frozen' : 'running'})`, async () => {
      const clock = createClock({ frozen });
      const aborted = new AbortController();
      const sleep = clock.sleep(hour, aborted.signal);
      const reason = new Error('enough');
      aborted.abort(reason);
      await expect(sleep).rejects.toBe(reason);
      await expect(clock.sleep(hour, aborted.signal)).rejects.toBe(reason);
      // The sleeper is gone: an advance past it has nothing left to wake.
      clock.advance(2 * hour);
    });
  }

  it('refuses to go back', () => {
    const clock = createClock({ frozen: true });
    for (const ms of [-1, Number.NaN, Infinity]) expect(() => clock.advance(ms)).toThrow(InvalidShapeError);
  });

  it.each([true, false])('refuses to go where no Date can follow, and stays (frozen: %s)', async (frozen) => {
    const clock = createClock({ frozen, now: 1000 });
    const [now, monotonic] = [clock.now(), clock.monotonic()];
    let awake = false;
    void clock.sleep(hour).then(() => {
      awake = true;
    });
    for (const ms of [last, 1e20, Number.MAX_VALUE])
      expect(() => clock.advance(ms), String(ms)).toThrow(InvalidShapeError);
    await Promise.resolve();
    expect(awake).toBe(false);
    expect(clock.now() - now).toBeLessThan(hour);
    expect(clock.monotonic() - monotonic).toBeLessThan(hour);
  });

  it('goes to the last millisecond of a Date, and not to the next', () => {
    const clock = createClock({ frozen: true, now: 1000 });
    clock.advance(last - 1000);
    expect(new Date(clock.now()).getTime()).toBe(last);
    expect(() => clock.advance(1)).toThrow(InvalidShapeError);
    clock.advance(0);
    clock.restart();
    expect(clock.now()).toBe(1000);
  });

  it('starts only where a Date can be', () => {
    for (const now of [1e20, -1e20, last + 1, -last - 1, Number.NaN, Infinity])
      expect(() => createSandbox({ clock: { now } }), String(now)).toThrow(InvalidShapeError);
    for (const now of [last, -last])
      expect(createSandbox({ clock: { now, frozen: true } }).clock.now()).toBe(now);
  });

  it('does not run on after the last millisecond of a Date', async () => {
    const { clock, fetch } = createSandbox({ clock: { now: last } });
    await clock.sleep(5);
    expect(clock.now()).toBe(last);
    const { headers } = await fetch(`${base}/analytics`);
    expect(headers.get('date')).toBe('Sat, 13 Sep 275760 00:00:00 GMT');
  });

  it.each([true, false])('is restored only to where a Date can be (frozen: %s)', (frozen) => {
    const sandbox = createSandbox({ clock: { frozen, now: 1000 } });
    const saved = sandbox.save();
    const wrong = [1e20, -1e20, last + 1, 3 * -last, ...(frozen ? [] : [last])];
    for (const offset of wrong) {
      expect(() => sandbox.restore({ ...saved, clock: offset }), String(offset)).toThrow(
        expect.objectContaining({ name: 'InvalidShapeError', message: expect.stringContaining('clock') }),
      );
      expect(sandbox.save()).toEqual(saved);
    }
    sandbox.restore(saved);
    expect(sandbox.save()).toEqual(saved);
  });

  it('restarts its wall time and keeps its monotonic time', () => {
    const clock = createClock({ frozen: true, now: 1000 });
    clock.advance(500);
    clock.restart();
    expect([clock.now(), clock.monotonic()]).toEqual([1000, 500]);
  });
});
