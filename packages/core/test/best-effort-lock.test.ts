import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { invalidInput } from '../src/errors/build.ts';
import { bestEffortLock } from '../src/locks/best-effort-lock.ts';
import { createLock } from '../src/locks/create-lock.ts';
import type { Lock } from '../src/locks/lock.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';

const quick = {
  ...systemClock,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
};
const run = async (lock: Lock | undefined, work = async () => 'done', signal?: AbortSignal) => {
  const report = vi.fn();
  const result = await bestEffortLock(lock, 'name', quick)(work, { timeout: 10_000, signal, report });
  return { result, held: report.mock.calls.map(([, held]) => held) };
};

describe('work under a lock runs once', () => {
  test('with the lock', async () => {
    expect(await run(memoryLock())).toEqual({ result: 'done', held: [true] });
  });

  test('without a lock where there is none', async () => {
    expect(await run(undefined)).toEqual({ result: 'done', held: [false] });
  });

  test.each<[string, Lock]>([
    ['rejects', async () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['never answers', () => new Promise(() => undefined)],
    ['runs nothing', async () => undefined as never],
  ])('without a lock that %s', async (_, lock) => {
    const work = vi.fn(async () => 'done');
    expect(await run(lock, work)).toEqual({ result: 'done', held: [false] });
    expect(work).toHaveBeenCalledOnce();
  });

  test.each<[string, unknown]>([
    ['memoryLock', memoryLock],
    ['a function that gives a lock', () => memoryLock()],
    ['createLock', createLock],
    [
      'a function that refuses its arguments',
      () => {
        throw invalidInput('options', 'not_an_object');
      },
    ],
  ])('not with what makes locks: %s', async (_, lock) => {
    const work = vi.fn(async () => 'done');
    await expect(run(lock as Lock, work)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'lock', code: 'not_a_lock' }],
    });
    expect(work).not.toHaveBeenCalled();
  });

  test('without a lock that is not free in time', async () => {
    const lock = memoryLock();
    void lock('name', () => new Promise(() => {}));
    const work = vi.fn(async () => 'done');
    expect(await bestEffortLock(lock, 'name')(work, { timeout: 100 })).toBe('done');
    expect(work).toHaveBeenCalledOnce();
  });

  test('with a lock that rejects afterwards, or runs it twice', async () => {
    const work = vi.fn(async () => 'done');
    expect(
      await run(async (_, inner) => {
        await inner();
        await inner();
        throw new Error('lost');
      }, work),
    ).toEqual({ result: 'done', held: [true] });
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('not at all when the wait is aborted, even if the lock comes later', async () => {
    const abort = new AbortController();
    let give: () => void = () => undefined;
    const work = vi.fn(async () => 'done');
    const lock: Lock = (_, inner) =>
      new Promise((resolve) => {
        give = () => resolve(inner());
      });
    const waiting = run(lock, work, abort.signal);
    abort.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    give();
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
  });

  test('and lets go of the lock when nobody waits for the work any more', async () => {
    const abort = new AbortController();
    const lock = memoryLock();
    const endless = run(lock, () => new Promise(() => undefined), abort.signal);
    endless.catch(() => undefined);
    await Promise.resolve();
    abort.abort();
    expect(await run(lock)).toEqual({ result: 'done', held: [true] });
  });

  test.each<[string, Lock | undefined]>([
    ['with the lock', memoryLock()],
    ['without one', undefined],
  ])('and its own failure is what is reported, %s', async (_, lock) => {
    await expect(run(lock, async () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });

  test.each<[string, Lock | undefined]>([
    ['with the lock', memoryLock()],
    ['without one', undefined],
    ['with a lock that fails', () => Promise.reject(new Error('broken'))],
  ])('also where it throws at once, or answers no promise, %s', async (_, lock) => {
    const throws = () => {
      throw new Error('mine');
    };
    await expect(run(lock, throws)).rejects.toThrow('mine');
    expect((await run(lock, (() => 'done') as never)).result).toBe('done');
  });

  test('by one at a time', async () => {
    const lock = memoryLock();
    const running = { now: 0, most: 0 };
    const step = async (): Promise<void> => {
      running.most = Math.max(running.most, ++running.now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.now -= 1;
    };
    const each = bestEffortLock(lock, 'record a');
    await lock('a', () => Promise.all(Array.from({ length: 5 }, () => each(step, { timeout: 60_000 }))));
    expect(running.most).toBe(1);
  });

  test('and answers once the lock is given back, so that a program may end then', async () => {
    let back = false;
    const lock: Lock = async (_, work) => {
      const result = await work();
      await new Promise((resolve) => setTimeout(resolve, 20));
      back = true;
      return result;
    };
    await bestEffortLock(lock, 'name')(async () => undefined, { timeout: 1000 });
    expect(back).toBe(true);
  });

  test('but does not wait for a lock that hangs when it is given back, whatever its clock says', async () => {
    const lock: Lock = (_, work) => work().then(() => new Promise(() => {}));
    expect(await run(lock)).toEqual({ result: 'done', held: [true] });
    const still = { now: () => 0, monotonic: () => 0, sleep: () => new Promise<void>(() => {}) };
    expect(await bestEffortLock(lock, 'name', still)(async () => 'done', { timeout: 1000 })).toBe('done');
  });
});

describe('a result that comes while the lock is waited for', () => {
  const stubborn = () => {
    const asked: (AbortSignal | undefined)[] = [];
    const gives: (() => void)[] = [];
    const lock: Lock = (_, work, { signal } = {}) => {
      asked.push(signal);
      return new Promise((resolve) => gives.push(() => resolve(work())));
    };
    return { lock, asked, give: () => gives[0]?.() };
  };

  test('is the result: the lock is told, and the work never runs, even if the lock comes later', async () => {
    const { lock, asked, give } = stubborn();
    const work = vi.fn(async () => 'of the work');
    const report = vi.fn();
    const instead = async (): Promise<string> => 'of another';
    const how = { timeout: 10_000, report, instead };
    expect(await bestEffortLock(lock, 'name')(work, how)).toBe('of another');
    expect(asked.map((signal) => signal?.aborted)).toEqual([true]);
    expect(report.mock.calls.map(([, held]) => held)).toEqual([false]);
    give();
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
  });

  test('is not waited for when it fails', async () => {
    const lock = memoryLock();
    const held = lock('name', () => new Promise((resolve) => setTimeout(resolve, 20)));
    const instead = vi.fn(() => Promise.reject(new Error('broken')));
    const work = async (): Promise<string> => 'of the work';
    expect(await bestEffortLock(lock, 'name')(work, { timeout: 10_000, instead })).toBe('of the work');
    expect(instead).toHaveBeenCalledOnce();
    await held;
  });

  test.each<[string, (abort: AbortController, give: () => void) => void]>([
    ['the lock came', (_, give) => give()],
    ['the signal aborted', (abort) => abort.abort('enough')],
  ])('is looked for no longer once %s', async (_, end) => {
    const { lock, give } = stubborn();
    const abort = new AbortController();
    let wait: AbortSignal | undefined;
    const late = Promise.withResolvers<string>();
    const instead = (signal: AbortSignal): Promise<string> => {
      wait = signal;
      return late.promise;
    };
    const how = { timeout: 10_000, signal: abort.signal, instead };
    const done = bestEffortLock(lock, 'name')(async () => 'of the work', how).catch((reason) => reason);
    await Promise.resolve();
    expect(wait?.aborted).toBe(false);
    end(abort, give);
    expect(wait?.aborted).toBe(true);
    late.resolve('of another');
    expect(await done).toBe(abort.signal.aborted ? 'enough' : 'of the work');
  });
});
