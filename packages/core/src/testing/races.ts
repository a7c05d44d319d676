import type { Promised } from './contract-case.ts';
import { expect, expectEqual } from './expect.ts';
import { recordOf, slotOf } from './samples.ts';

const slot = slotOf();
const racers = Array.from({ length: 20 }, (_, index) => recordOf('session', `racer-${index}`));

/** What a store promises of calls that overlap. */
export const races: Promised = {
  'lets one of many first writers win': async (store) => {
    const won = await Promise.all(racers.map((record) => store.set(slot, record, null)));
    expectEqual(won.filter(Boolean).length, 1, 'one writer wins');
    expectEqual(await store.get(slot), racers[won.indexOf(true)], 'the winner is what is stored');
  },

  'lets one of many writers over a generation win': async (store) => {
    await store.set(slot, recordOf('session', 'g1'));
    const won = await Promise.all(racers.map((record) => store.set(slot, record, 'g1')));
    expectEqual(won.filter(Boolean).length, 1, 'one writer wins');
    expectEqual(await store.get(slot), racers[won.indexOf(true)], 'the winner is what is stored');
  },

  'lets one of a writer and a remover win': async (store) => {
    for (let round = 0; round < 10; round++) {
      await store.set(slot, recordOf('session', 'g1'));
      const [removed, written] = await Promise.all([
        store.remove(slot, 'g1'),
        store.set(slot, recordOf('session', 'g2'), 'g1'),
      ]);
      expect(removed !== written, 'one of the two wins');
      expectEqual((await store.get(slot))?.gen ?? null, written ? 'g2' : null, 'the winner decides');
    }
  },

  'counts one remover of many': async (store) => {
    await store.set(slot, recordOf('session', 'g1'));
    const removed = await Promise.all(racers.map(() => store.remove(slot)));
    expectEqual(removed.filter(Boolean).length, 1, 'one call removed it');
  },

  'keeps what is written to many slots at once': async (store) => {
    const slots = racers.map(({ gen }) => slotOf('session', gen));
    await Promise.all(racers.map((record, index) => store.set(slots[index] ?? slot, record)));
    const read = await Promise.all(slots.map((each) => store.get(each)));
    for (const [index, record] of racers.entries())
      expectEqual(read[index], record, 'each slot holds its own');
  },

  'shows whole records only, while they are written': async (store) => {
    await store.set(slot, recordOf('session', 'racer-0'));
    let writing = true;
    const write = async (): Promise<void> => {
      for (const record of racers) await store.set(slot, record);
    };
    const read = async (): Promise<void> => {
      while (writing) {
        const record = await store.get(slot);
        expectEqual(record, recordOf('session', record?.gen ?? ''), 'a reader sees one write or another');
        await new Promise((resolve) => setTimeout(resolve)); // a store in memory would never let the writer in
      }
    };
    const written = write().finally(() => {
      writing = false;
    });
    await Promise.all([written, read()]);
    expectEqual(await store.get(slot), racers.at(-1), 'the last write is read');
  },
};
