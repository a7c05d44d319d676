import { describe, expect, it, vi } from 'vitest';
import type { Lock } from '../src/platform.ts';
import { aloneAmongProcesses } from '../src/stores/alone-among-processes.ts';
import { memoryLock } from '../src/stores/memory-lock.ts';

describe('a record that is compared and replaced', () => {
  const work = async (): Promise<string> => 'done';

  it('is so by one at a time, and apart from what else the lock keeps', async () => {
    const lock = memoryLock();
    const running = { now: 0, most: 0 };
    const step = async (): Promise<void> => {
      running.most = Math.max(running.most, ++running.now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.now -= 1;
    };
    await lock('a', () =>
      Promise.all(Array.from({ length: 5 }, () => aloneAmongProcesses(lock, 'record a', 60_000, step))),
    );
    expect(running.most).toBe(1);
  });

  it('is so without a lock where there is none', async () => {
    expect(await aloneAmongProcesses(undefined, 'a', 1000, work)).toBe('done');
  });

  const taken = memoryLock();
  void taken('record a', () => new Promise(() => {}));
  it.each<[string, Lock]>([
    ['fails', () => Promise.reject(new Error('a full disk'))],
    ['is not free in time', taken],
    ['runs nothing', async () => undefined as never],
  ])('is so once where the lock %s', async (_, lock) => {
    const once = vi.fn(work);
    expect(await aloneAmongProcesses(lock, 'a', 100, once)).toBe('done');
    expect(once).toHaveBeenCalledOnce();
  });

  it('fails as the work does', async () => {
    const error = new Error('of the work');
    await expect(aloneAmongProcesses(memoryLock(), 'a', 1000, () => Promise.reject(error))).rejects.toBe(
      error,
    );
  });
});
