import { runChild } from './child.ts';
import { bare, ours } from './subjects.ts';
import type { Row, Section } from './table.ts';

/** Less than this is what the garbage collector and the compiler leave behind, whatever was called. */
const noise = 512 * 1024;

/** How much the heap grows over many calls: nothing may be kept of a call that has ended. */
export async function measureHeap(calls: number): Promise<Section> {
  const rows: Row[] = [];
  for (const what of [bare, ours.fetch, ours.operation]) {
    const grown = await runChild<number>('heap.child.ts', [what, String(calls)], ['--expose-gc']);
    rows.push({
      what,
      value: grown / 1024,
      figure: `${grown >= 0 ? '+' : ''}${(grown / 1024).toFixed(0)} KiB`,
      compared: `${(grown / (calls * 0.9)).toFixed(3)} bytes a call`,
      budget: 'no growth',
      met: grown < noise,
    });
  }
  return { title: `Heap growth over ${calls.toLocaleString('en')} calls`, rows };
}
