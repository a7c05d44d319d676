import { parentPort, workerData } from 'node:worker_threads';
import { fileLock } from '../../src/index.ts';

// A thread that takes a lock, says so, and holds it until it is ended.

const { directory } = workerData as { directory: string }; // as the test gives it
await fileLock({ directory })('name', async () => {
  parentPort?.postMessage('in');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
