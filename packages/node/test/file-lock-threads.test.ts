import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { leastTime } from '../../../tools/time-given.ts';
import { fileLock } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** Starts a thread that has the lock. */
async function holder(directory: string): Promise<Worker> {
  const worker = new Worker(new URL('children/hold-lock-in-thread.ts', import.meta.url), {
    workerData: { directory },
  });
  onTestFinished(async () => void (await worker.terminate()));
  await once(worker, 'message');
  return worker;
}

// The process goes on, so that its id says nothing of the thread. Linux knows each thread; elsewhere its silence counts.
const limit = process.platform === 'linux' ? 1_000 : 4_000;

it('the lock of a thread that was ended is free at once', async () => {
  const waited = await leastTime(limit, async () => {
    const directory = join(await scratchDirectory(), 'locks');
    const worker = await holder(directory);
    await worker.terminate();
    const start = performance.now();
    expect(await fileLock({ directory })('name', async () => 'in')).toBe('in');
    return performance.now() - start;
  });
  expect(waited).toBeLessThan(limit);
});

it('the lock of a thread that goes on is not', async () => {
  const directory = join(await scratchDirectory(), 'locks');
  await holder(directory);
  await expect(fileLock({ directory })('name', async () => 'in', { timeout: 3_000 })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});
