import process from 'node:process';

/** Bytes on the heap after garbage collection. Needs `--expose-gc`. */
export async function settledHeap(): Promise<number> {
  if (!globalThis.gc) throw new Error('needs --expose-gc');
  // Several times, with a turn between them: finalizers of one may free what the next collects.
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.memoryUsage().heapUsed;
}
