import { describe, expect, test, vi } from 'vitest';
import { createLock } from '../src/locks/create-lock.ts';
import { holdLock } from '../src/locks/hold-lock.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a lock over something that is taken and given back', () => {
  test('takes, works and gives back, for one caller of this process after another', async () => {
    const steps: string[] = [];
    const lock = createLock(async () => {
      steps.push('take');
      return async () => void steps.push('give back');
    });
    const work = async (): Promise<string> => {
      await pause(5);
      steps.push('work');
      return 'done';
    };
    expect(await Promise.all([lock('a', work), lock('a', work)])).toEqual(['done', 'done']);
    expect(steps).toEqual(['take', 'work', 'give back', 'take', 'work', 'give back']);
  });

  test('rejects as taking it does, without the work, and is free afterwards', async () => {
    const take = vi.fn(async () => async () => {}).mockRejectedValueOnce(new Error('a full disk'));
    const lock = createLock(take);
    const work = vi.fn(async () => 'done');
    await expect(lock('a', work)).rejects.toThrow('a full disk');
    expect(work).not.toHaveBeenCalled();
    expect(await lock('a', work)).toBe('done');
  });

  test('answers as the work does, whatever becomes of giving it back', async () => {
    const lock = createLock(async () => () => Promise.reject(new Error('gone')));
    expect(await lock('a', async () => 'done')).toBe('done');
    await expect(lock('a', () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });

  test.each(['signal', 'timeout'])(
    'ends the wait by %s at once, and gives back what comes later',
    async (by) => {
      const giveBack = vi.fn(async () => {});
      const { promise: taken, resolve } = Promise.withResolvers<() => Promise<void>>();
      const take = vi.fn(() => taken);
      const lock = createLock(take);
      const work = vi.fn(async () => 'done');
      const abort = new AbortController();
      const ended = lock('a', work, by === 'signal' ? { signal: abort.signal } : { timeout: 10 }).catch(
        (reason: unknown) => reason,
      );
      await expect.poll(() => take).toHaveBeenCalled();
      abort.abort('enough');
      if (by === 'signal') expect(await ended).toBe('enough');
      else expect(await ended).toMatchObject({ name: 'TimeoutError' });
      expect(giveBack).not.toHaveBeenCalled();
      resolve(giveBack);
      await expect.poll(() => giveBack).toHaveBeenCalledOnce();
      expect(work).not.toHaveBeenCalled();
    },
  );

  test('ends an aborted wait once what it left is tidied up', async () => {
    let left = false;
    const lock = createLock((_, signal) => {
      left = true;
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          setTimeout(() => {
            left = false;
            reject(signal.reason);
          }, 5);
        });
      });
    });
    await expect(lock('a', async () => 1, { timeout: 10 })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(left).toBe(false);
  });

  test.each<[string, unknown]>([
    ['nothing to give back with', undefined],
    [
      'what throws at once',
      () => {
        throw new Error('gone');
      },
    ],
    ['what answers no promise', () => 1],
    ['what never ends', () => new Promise(() => {})],
  ])('answers as the work does where taking gives %s', async (_, giveBack) => {
    const lock = createLock((async () => giveBack) as never);
    expect(await lock('a', async () => 'done')).toBe('done');
    expect(await lock('a', async () => 'again')).toBe('again');
  });

  test.each<[string, () => unknown]>([
    [
      'throws at once',
      () => {
        throw new Error('a full disk');
      },
    ],
    ['answers no promise, and nothing to give back with', () => undefined],
  ])('settles where taking %s', async (_, take) => {
    const outcome = await createLock(take as never)('a', async () => 'done').catch((error) => error.message);
    expect(['done', 'a full disk']).toContain(outcome);
  });

  test('lets neither the signal nor the time end work that has begun', async () => {
    const giveBack = vi.fn(async () => {});
    const lock = createLock(async () => giveBack);
    const abort = new AbortController();
    const work = async (): Promise<string> => {
      abort.abort();
      await pause(30);
      expect(giveBack).not.toHaveBeenCalled();
      return 'done';
    };
    expect(await lock('a', work, { signal: abort.signal, timeout: 10 })).toBe('done');
  });

  test('takes nothing for a signal that was aborted before', async () => {
    const take = vi.fn(async () => async () => {});
    const reason = new Error('enough');
    const lock = createLock(take);
    await expect(lock('a', async () => 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(take).not.toHaveBeenCalled();
  });
});

describe('a lock that is held', () => {
  test('keeps others out until it is given back, twice if need be', async () => {
    const lock = memoryLock();
    const giveBack = await holdLock((work) => lock('a', work));
    await expect(lock('a', async () => 1, { timeout: 10 })).rejects.toMatchObject({ name: 'TimeoutError' });
    await giveBack();
    await giveBack();
    expect(await lock('a', async () => 1)).toBe(1);
  });

  test('rejects where the lock runs nothing', async () => {
    await expect(holdLock(async () => undefined)).rejects.toThrow('ran nothing');
  });

  test('rejects as the lock does', async () => {
    await expect(holdLock(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
