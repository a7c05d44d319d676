// Makes many calls in one way, or none at all and waits, and prints how much the heap grew meanwhile, in bytes. Of calls, it is
// between a tenth of them and the end.
import process from 'node:process';
import { settledHeap } from './heap-size.ts';
import { replyTo } from './replies.ts';
import { idle, instantFetch, subjects } from './subjects.ts';

const [name = '', calls = ''] = process.argv.slice(2);
const call = name === idle ? undefined : subjects('http://127.0.0.1/api/v2', instantFetch(replyTo))[name];
if (!call && name !== idle) throw new Error('needs a subject');

const make = async (count: number): Promise<void> => {
  if (!call) return new Promise((resolve) => setTimeout(resolve, 1_000));
  for (let made = 0; made < count; made++) await call();
};

await make(Number(calls) / 10);
const before = await settledHeap();
await make((Number(calls) * 9) / 10);
const after = await settledHeap();
console.log(JSON.stringify(after - before));
