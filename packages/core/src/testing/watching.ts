import type { Slot } from '../records/key-store.ts';
import type { Promised } from './contract-case.ts';
import { expect, expectEqual } from './expect.ts';
import { recordOf, slotOf } from './samples.ts';

const slot = slotOf();
const PATIENCE = 5000;

/** What a store that can watch promises. One that cannot has nothing to prove. */
export const watching: Promised = {
  'reports what the other one writes and removes, until told to stop': async (store, { reopen }) => {
    if (!store.watch || !reopen) return;
    const other = await reopen(store);
    const seen: Slot[] = [];
    let heard = (): void => {};
    const stop = store.watch((changed) => {
      seen.push(changed);
      heard();
    });
    const next = async (work: () => Promise<unknown>, promise: string): Promise<void> => {
      const { promise: reported, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, PATIENCE, false);
      heard = () => resolve(true);
      await work();
      expect(await reported, promise);
      clearTimeout(timer);
    };
    try {
      await next(() => other.set(slot, recordOf('session', 'g1')), 'a write elsewhere is reported');
      await next(() => other.remove(slot), 'a removal elsewhere is reported');
      for (const changed of seen) expectEqual(changed, slot, 'the report names the slot');
    } finally {
      stop();
    }
    const before = seen.length;
    await other.set(slot, recordOf('session', 'g2'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expectEqual(seen.length, before, 'nothing is reported after the end');
  },
};
