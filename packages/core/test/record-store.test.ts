import { describe, expect, it, test, vi } from 'vitest';
import { storageError } from '../src/errors/build.ts';
import type { Slot, StoredRecord } from '../src/records/key-store.ts';
import { type Cell, type OpenCell, type RecordCodec, recordStore } from '../src/records/record-store.ts';
import { keyStoreContract } from '../src/testing/key-store-contract.ts';

const slot: Slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
const record = (gen: string): StoredRecord => ({ v: 1, kind: 'pending', gen, startedAt: 0 });

/** Marks what it wrote, so that a text of anything else cannot be read. */
const codec: RecordCodec = {
  encode: async (given) => `record ${JSON.stringify(given)}`,
  decode: async (text) => {
    if (!text.startsWith('record ')) throw storageError('storage_damaged');
    return JSON.parse(text.slice(7));
  },
};

/** A medium of two functions. `before` is called ahead of each step with its name. */
function medium(before: (step: 'read' | 'exchange') => void = () => {}) {
  const texts = new Map<string, string>();
  const cellOf = ({ origin, profile, kind }: Slot): Cell => {
    const name = JSON.stringify([origin, profile, kind]);
    return {
      codec,
      read: async () => {
        before('read');
        return texts.get(name) ?? null;
      },
      exchange: async (old, next) => {
        before('exchange');
        if ((texts.get(name) ?? null) !== old) return false;
        if (next === null) texts.delete(name);
        else texts.set(name, next);
        return true;
      },
    };
  };
  const opened = vi.fn();
  const open: OpenCell = async (at, work) => {
    opened(at);
    return work(cellOf(at));
  };
  const put = (text: string): unknown =>
    texts.set(JSON.stringify([slot.origin, slot.profile, slot.kind]), text);
  return { store: recordStore(open), opened, put, texts };
}

describe('a store of a medium with two functions', () => {
  for (const { name, run } of keyStoreContract({
    create: async () => ({
      ...medium().store,
      describe: async () => ({
        backend: 'map',
        assurance: 'memory',
        persistent: false,
        sharedWith: 'nobody',
      }),
    }),
  }))
    it(name, run);
});

describe('what a store does the same over every medium', () => {
  test('goes round again when others write in between, for as long as they do', async () => {
    let rivals = 3;
    const { store, put } = medium((step) => {
      if (step === 'exchange' && rivals-- > 0) put(`record ${JSON.stringify(record(`rival-${rivals}`))}`);
    });
    expect(await store.set(slot, record('mine'))).toBe(true);
    expect(await store.get(slot)).toEqual(record('mine'));
  });

  test.each<[string, (store: ReturnType<typeof recordStore>) => Promise<boolean>]>([
    ['set', (store) => store.set(slot, record('mine'), 'g1')],
    ['set into an empty slot', (store) => store.set(slot, record('mine'), null)],
    ['remove', (store) => store.remove(slot, 'g1')],
  ])('lets a %s lose to one that came in between', async (what, change) => {
    let first = true;
    const { store, put } = medium((step) => {
      if (step === 'exchange' && first) put(`record ${JSON.stringify(record('rival'))}`);
      first &&= step !== 'exchange';
    });
    if (!what.includes('empty')) put(`record ${JSON.stringify(record('g1'))}`);
    expect(await change(store)).toBe(false);
    expect(await store.get(slot)).toEqual(record('rival'));
  });

  test('counts as not removed what somebody else removed in between', async () => {
    const { store, put, texts } = medium((step) => void (step === 'exchange' && texts.clear()));
    put(`record ${JSON.stringify(record('g1'))}`);
    expect(await store.remove(slot)).toBe(false);
  });

  test('never replaces what it cannot read, and not in a second turn either', async () => {
    const { store, put, texts } = medium();
    put('damaged');
    for (const attempt of [
      () => store.get(slot),
      () => store.set(slot, record('mine')),
      () => store.set(slot, record('mine'), null),
      () => store.set(slot, record('mine'), 'g1'),
      () => store.remove(slot),
      () => store.remove(slot, 'g1'),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'storage_damaged' });
    expect([...texts.values()]).toEqual(['damaged']);

    const late = medium((step) => void (step === 'exchange' && late.put('damaged')));
    await expect(late.store.set(slot, record('mine'))).rejects.toMatchObject({ code: 'storage_damaged' });
    expect([...late.texts.values()]).toEqual(['damaged']);
  });

  test('refuses a profile before the medium is opened', async () => {
    const { store, opened } = medium();
    const bad = { ...slot, profile: '../x' };
    for (const attempt of [() => store.get(bad), () => store.set(bad, record('a')), () => store.remove(bad)])
      await expect(attempt()).rejects.toMatchObject({ code: 'invalid_input' });
    expect(opened).not.toHaveBeenCalled();
  });

  test('writes nothing where the record cannot be said as text', async () => {
    const refusing = recordStore((_, work) =>
      work({
        codec: { ...codec, encode: () => Promise.reject(storageError('storage_full')) },
        read: () => Promise.reject(new Error('it was read')),
        exchange: () => Promise.reject(new Error('it was written')),
      }),
    );
    await expect(refusing.set(slot, record('a'))).rejects.toMatchObject({ code: 'storage_full' });
  });

  test.each<[string, (text: string | null) => unknown]>([
    ['always says no', () => false],
    ['says nothing', () => undefined],
  ])('ends, and lets others have their turn, over a medium whose exchange %s', async (_, exchange) => {
    const liar = recordStore((_, work) =>
      work({ codec, read: async () => null, exchange: exchange as () => Promise<boolean> }),
    );
    await expect(liar.set(slot, record('a'))).rejects.toMatchObject({
      code: 'storage_unavailable',
      retryable: true,
    });
  });

  test.each<[string, () => Promise<never>]>([
    ['rejects with an error of its own', () => Promise.reject(new Error('canary'))],
    [
      'throws at once',
      () => {
        throw new Error('canary');
      },
    ],
    ['rejects with nothing', () => Promise.reject()],
  ])('lets out no word of a medium that %s', async (_, fails) => {
    for (const store of [
      recordStore(fails as OpenCell),
      recordStore((_, work) => work({ codec, read: fails, exchange: fails })),
      recordStore((_, work) => work({ codec, read: async () => null, exchange: fails })),
    ]) {
      const error = await store.set(slot, record('a')).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'StorageError', code: 'storage_unavailable' });
      expect(String((error as Error).stack)).not.toContain('canary');
    }
  });

  test('takes a cell that is an object with methods of its own', async () => {
    class Shelf implements Cell {
      readonly codec = codec;
      text: string | null = null;
      async read(): Promise<string | null> {
        return this.text;
      }
      async exchange(before: string | null, after: string | null): Promise<boolean> {
        if (this.text !== before) return false;
        this.text = after;
        return true;
      }
    }
    const shelf = new Shelf();
    const store = recordStore((_, work) => work(shelf));
    expect(await store.set(slot, record('a'), null)).toBe(true);
    expect(await store.get(slot)).toEqual(record('a'));
    expect(await store.remove(slot, 'a')).toBe(true);
  });
});
