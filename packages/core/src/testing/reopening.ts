import type { KeyStore } from '../records/key-store.ts';
import type { KeyStorePort, Promised } from './contract-case.ts';
import { expect, expectEqual } from './expect.ts';
import { recordOf, slotOf } from './samples.ts';

const slot = slotOf();

/** The store again, as someone else sees it. The cases run only where the port can. */
const reopened = (store: KeyStore, { reopen }: KeyStorePort): Promise<KeyStore> =>
  reopen ? reopen(store) : Promise.resolve(store);

/** What a store promises to the next process, worker or tab. */
export const reopening: Promised = {
  'keeps records for the next one as it says in describe': async (store, port) => {
    await store.set(slot, recordOf('session', 'g1'));
    const next = await reopened(store, port);
    const { assurance, persistent } = await next.describe();
    const found = await next.get(slot);
    if (persistent) expectEqual(found, recordOf('session', 'g1'), 'what is persistent is found again');
    if (assurance === 'memory') expect(found === null, 'memory is not shared');
  },

  'describes itself in the same way again': async (store, port) => {
    expectEqual(await (await reopened(store, port)).describe(), await store.describe(), 'nothing differs');
  },

  'agrees with the other one on every generation': async (store, port) => {
    const { persistent } = await store.describe();
    if (!persistent) return;
    const next = await reopened(store, port);
    await store.set(slot, recordOf('session', 'g1'));
    expect((await next.set(slot, recordOf('session', 'g2'), null)) === false, 'the slot is full for both');
    expect(
      (await next.set(slot, recordOf('session', 'g2'), 'g1')) === true,
      'its generation is known to both',
    );
    expect((await store.set(slot, recordOf('session', 'g3'), 'g1')) === false, 'a late writer loses');
    expectEqual(await store.get(slot), recordOf('session', 'g2'), 'both read the same');
    expect((await next.remove(slot, 'g2')) === true, 'either may remove it');
    expect((await store.get(slot)) === null, 'it is gone for both');
  },
};
