// Makes many calls in one way, and prints how much the heap grew between a tenth of them and the end, in bytes.
import process from 'node:process';
import { replyTo } from './replies.ts';
import { instantFetch, subjects } from './subjects.ts';

const [name = '', calls = ''] = process.argv.slice(2);
const call = subjects('http://127.0.0.1/api/v2', instantFetch(replyTo))[name];
if (!call || !globalThis.gc) throw new Error('needs a subject, and --expose-gc');

const settle = async (): Promise<number> => {
  // Twice, with a turn between them: finalizers of the first may free what the second collects.
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.memoryUsage().heapUsed;
};

const make = async (count: number): Promise<void> => {
  for (let made = 0; made < count; made++) await call();
};

await make(Number(calls) / 10);
const before = await settle();
await make((Number(calls) * 9) / 10);
const after = await settle();
console.log(JSON.stringify(after - before));
