import { type KeyStore, type Slot, slotKinds } from '../records/key-store.ts';
import type { KeyStorePort, Promised } from './contract-case.ts';
import { expect, expectEqual, expectStorageError } from './expect.ts';
import { canary, recordOf, slotOf } from './samples.ts';

async function damaged(store: KeyStore, { damage }: KeyStorePort, slot: Slot): Promise<void> {
  await store.set(slot, recordOf(slot.kind, 'g1'));
  await damage?.(store, slot);
}

/** What a store promises of a record that changed at rest: it is reported, and kept for a person to repair. */
export const damage: Promised = {
  'reports a damaged record of every kind, each time it is read': async (store, port) => {
    for (const kind of slotKinds) {
      const slot = slotOf(kind);
      await damaged(store, port, slot);
      const read = (): Promise<string> =>
        expectStorageError(() => store.get(slot), canary, 'reading a damaged record fails');
      expectEqual(await read(), await read(), 'it fails in the same way again');
    }
  },

  'neither overwrites nor removes a damaged record': async (store, port) => {
    const slot = slotOf();
    await damaged(store, port, slot);
    const code = await expectStorageError(() => store.get(slot), canary, 'reading a damaged record fails');
    const next = recordOf('session', 'g2');
    const attempts: readonly [string, () => Promise<unknown>][] = [
      ['writing over it fails', () => store.set(slot, next)],
      ['writing over it as if it were empty fails', () => store.set(slot, next, null)],
      ['writing over its generation fails', () => store.set(slot, next, 'g1')],
      ['removing it fails', () => store.remove(slot)],
      ['removing its generation fails', () => store.remove(slot, 'g1')],
    ];
    for (const [promise, attempt] of attempts) {
      expectEqual(await expectStorageError(attempt, canary, promise), code, `${promise} for the same reason`);
      await expectStorageError(() => store.get(slot), canary, 'it is still there');
    }
  },

  'keeps the other slots usable beside a damaged record': async (store, port) => {
    const other = slotOf('session', 'other');
    await store.set(other, recordOf('session', 'g1'));
    await damaged(store, port, slotOf());
    expectEqual(await store.get(other), recordOf('session', 'g1'), 'others are read');
    expect(await store.set(other, recordOf('session', 'g2'), 'g1'), 'others are written');
    expect(await store.remove(other), 'others are removed');
  },
};
