import { runChild } from './child.ts';
import { clientMakers } from './client-makers.ts';
import { bare, idle, ours } from './subjects.ts';
import type { Row, Section } from './table.ts';

/** Less than this is what the garbage collector and the compiler leave behind, whatever was called. */
const noise = 512 * 1024;

/** How much the heap grows over many calls: nothing may be kept of a call that has ended. */
export async function measureHeap(calls: number): Promise<Section> {
  const rows: Row[] = [];
  for (const what of [bare, ours.fetch, ours.operation, idle]) {
    const grown = await runChild<number>('heap.child.ts', [what, String(calls)], ['--expose-gc']);
    rows.push({
      what,
      value: grown / 1024,
      figure: `${grown >= 0 ? '+' : ''}${(grown / 1024).toFixed(0)} KiB`,
      compared: what === idle ? 'in a second' : `${(grown / (calls * 0.9)).toFixed(3)} bytes a call`,
      budget: 'no growth',
      met: grown < noise,
    });
  }
  return { title: `Heap growth over ${calls.toLocaleString('en')} calls`, rows };
}

/** What an idle client holds of the heap, as a share of many. */
export async function measureClients(count: number): Promise<Section> {
  const rows: Row[] = [];
  for (const what of Object.keys(clientMakers)) {
    const each = await runChild<number>('clients.child.ts', [what, String(count)], ['--expose-gc']);
    rows.push({ what, value: each / 1024, figure: `${(each / 1024).toFixed(2)} KiB` });
  }
  return { title: `Heap of an idle client, one of ${count.toLocaleString('en')}`, rows };
}
