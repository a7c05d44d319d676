import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';
import type { Lock } from '../src/platform.ts';
import { guardLock } from '../src/session/guarded-lock.ts';
import { memoryLock } from '../src/stores/memory-lock.ts';

const quick = {
  ...systemClock,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
};
const run = async (lock: Lock, work = async () => 'done', signal = new AbortController().signal) => {
  const report = vi.fn();
  const result = await guardLock(lock, 'name', quick)(work, signal, 30_000, report);
  return { result, held: report.mock.calls.map(([, held]) => held) };
};

describe('work under a lock runs once', () => {
  test('with the lock', async () => {
    expect(await run(memoryLock())).toEqual({ result: 'done', held: [true] });
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
    expect(await run(lock)).toEqual({ result: 'done', held: [false] });
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

  test('and its own failure is what is reported', async () => {
    await expect(run(memoryLock(), async () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });
});
