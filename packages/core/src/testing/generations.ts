import type { Promised } from './contract-case.ts';
import { expect, expectEqual } from './expect.ts';
import { recordOf, slotOf } from './samples.ts';

const slot = slotOf();
const first = recordOf('session', 'g1');
const second = recordOf('session', 'g2');

/** What `ifGen` promises: a late writer loses. */
export const generations: Promised = {
  'with ifGen null writes only into an empty slot': async (store) => {
    expect((await store.set(slot, first, null)) === true, 'an empty slot takes it');
    expect((await store.set(slot, second, null)) === false, 'a full one refuses');
    expectEqual(await store.get(slot), first, 'a refused write changes nothing');
  },

  'with ifGen writes only over that generation': async (store) => {
    await store.set(slot, first);
    expect((await store.set(slot, second, 'g0')) === false, 'another generation refuses');
    expectEqual(await store.get(slot), first, 'a refused write changes nothing');
    expect((await store.set(slot, second, 'g1')) === true, 'the generation itself gives way');
    expect((await store.set(slot, first, 'g1')) === false, 'it gives way once');
    expectEqual(await store.get(slot), second, 'the write that was accepted is there');
  },

  'with ifGen writes nothing into an empty slot': async (store) => {
    expect((await store.set(slot, first, 'g1')) === false, 'an empty slot has no generation');
    expect((await store.get(slot)) === null, 'it is still empty');
  },

  'without ifGen writes over anything': async (store) => {
    expect((await store.set(slot, first, undefined)) === true, 'an empty slot takes it');
    expect((await store.set(slot, second, undefined)) === true, 'so does a full one');
    expectEqual(await store.get(slot), second, 'the last write is read');
  },

  'with ifGen removes only that generation': async (store) => {
    expect((await store.remove(slot, 'g1')) === false, 'an empty slot has no generation');
    await store.set(slot, first);
    expect((await store.remove(slot, 'g0')) === false, 'another generation stays');
    expectEqual(await store.get(slot), first, 'it stays as it was');
    expect((await store.remove(slot, 'g1')) === true, 'the generation itself goes');
    expect((await store.get(slot)) === null, 'it is gone');
  },

  'takes a removed slot for an empty one': async (store) => {
    await store.set(slot, first);
    await store.remove(slot);
    expect((await store.set(slot, second, 'g1')) === false, 'its generation went with it');
    expect((await store.set(slot, second, null)) === true, 'it is empty again');
  },

  'compares generations slot by slot': async (store) => {
    const other = slotOf('session', 'other');
    await store.set(slot, first);
    expect((await store.set(other, second, 'g1')) === false, 'another slot has another generation');
    expect((await store.set(other, second, null)) === true, 'it is empty by itself');
    expect((await store.remove(other, 'g1')) === false, 'nor is it removed by another generation');
  },
};
