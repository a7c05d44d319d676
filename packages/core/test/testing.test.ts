import { describe, expect, it } from 'vitest';
import { storageError } from '../src/errors/build.ts';
import type { KeyStore, Slot, StoredRecord } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';
import { type KeyStorePort, keyStoreContract } from '../src/testing.ts';

// The contract is only worth what it catches: each store below breaks one promise, and must be told so.

/** Names of the promises that a store breaks. */
async function broken(port: KeyStorePort): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of keyStoreContract(port)) await run().catch(() => names.push(name));
  return names;
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

type Change = (good: KeyStore) => Partial<KeyStore>;

const renamed =
  (name: (slot: Slot) => Partial<Slot>): Change =>
  ({ get, set, remove }) => ({
    get: (slot) => get({ ...slot, ...name(slot) }),
    set: (slot, ...rest) => set({ ...slot, ...name(slot) }, ...rest),
    remove: (slot, ...rest) => remove({ ...slot, ...name(slot) }, ...rest),
  });

const careless: [flaw: string, change: Change, promise: RegExp][] = [
  ['says nothing of itself', () => ({ describe: async () => ({}) as never }), /describes itself/],
  [
    'calls its memory persistent',
    ({ describe }) => ({ describe: async () => ({ ...(await describe()), persistent: true }) }),
    /describes itself/,
  ],
  [
    'answers undefined for nothing',
    ({ get }) => ({ get: async (slot) => (await get(slot)) ?? (undefined as never) }),
    /answers null/,
  ],
  [
    'answers nothing to a write',
    ({ set }) => ({ set: async (...all) => void (await set(...all)) as never }),
    /as it was given/,
  ],
  ['ignores ifGen', ({ set }) => ({ set: (slot, record) => set(slot, record) }), /over that generation/],
  [
    'takes null for no ifGen',
    ({ set }) => ({ set: (slot, record, gen) => set(slot, record, gen ?? undefined) }),
    /ifGen null/,
  ],
  [
    'takes any generation for that of an empty slot',
    ({ get, set }) => ({
      set: async (slot, record, gen) => set(slot, record, (await get(slot)) ? gen : undefined),
    }),
    /nothing into an empty slot/,
  ],
  [
    'ignores ifGen when it removes',
    ({ remove }) => ({ remove: (slot) => remove(slot) }),
    /removes only that generation/,
  ],
  [
    'always says that it removed',
    ({ remove }) => ({ remove: async (...all) => (await remove(...all)) || true }),
    /says whether/,
  ],
  [
    'compares, waits, and then writes',
    ({ get, set }) => ({
      set: async (slot, record, gen) => {
        if (gen !== undefined && ((await get(slot))?.gen ?? null) !== gen) return false;
        await tick();
        return set(slot, record);
      },
    }),
    /one of many first writers/,
  ],
  [
    'shows a write half done',
    ({ set }) => ({
      set: async (slot, record, gen) => {
        if (gen === undefined && record.kind === 'session') await set(slot, { ...record, account: 'half' });
        await tick();
        return set(slot, record, gen);
      },
    }),
    /whole records only/,
  ],
  ['forgets the profile', renamed(() => ({ profile: 'x' })), /keeps slots apart/],
  ['forgets the port', renamed(({ origin }) => ({ origin: new URL(origin).hostname })), /keeps slots apart/],
  ['forgets the kind', renamed(() => ({ kind: 'session' })), /keeps slots apart/],
  ['folds case', renamed(({ profile }) => ({ profile: profile.toLowerCase() })), /keeps slots apart/],
  ['cuts names short', renamed(({ profile }) => ({ profile: profile.slice(0, 63) })), /keeps slots apart/],
  [
    'joins names with what is in them',
    renamed(({ origin, profile }) => ({
      origin: `${profile}-${origin.replace('https://', '')}`,
      profile: '',
    })),
    /keeps slots apart/,
  ],
  [
    'maps what is not ASCII to something else',
    ({ set }) => ({
      set: (slot, record, gen) => set(slot, JSON.parse(JSON.stringify(record).replace(/[^ -~]/g, '?')), gen),
    }),
    /a session record as it was given/,
  ],
  [
    'cuts long keys off',
    ({ set }) => ({
      set: (slot, record, gen) =>
        set(slot, 'key' in record ? { ...record, key: record.key.slice(0, 1000) } : record, gen),
    }),
    /longest key/,
  ],
  [
    'hands out what it holds',
    ({ get }) => {
      const handed = new Map<string, StoredRecord | null>();
      return {
        get: async (slot) => {
          const record = await get(slot);
          if (handed.get(slot.kind)?.gen !== record?.gen) handed.set(slot.kind, record);
          return handed.get(slot.kind) ?? null;
        },
      };
    },
    /copies/,
  ],
];

describe('keyStoreContract', () => {
  it.each(careless)('catches a store that %s', async (_, change, promise) => {
    const create = async (): Promise<KeyStore> => {
      const good = memoryKeyStore();
      return { ...good, ...change(good) };
    };
    expect(await broken({ create })).toContainEqual(expect.stringMatching(promise));
  });

  it('catches a store that forgets what it calls persistent', async () => {
    const create = async (): Promise<KeyStore> => ({
      ...memoryKeyStore(),
      describe: async () => ({ backend: 'x', assurance: 'encrypted', persistent: true, sharedWith: 'x' }),
    });
    expect(await broken({ create, reopen: create })).toContainEqual(
      expect.stringMatching(/for the next one/),
    );
  });

  it('catches a watch that reports nothing', { timeout: 20_000 }, async () => {
    const create = async (): Promise<KeyStore> => ({ ...memoryKeyStore(), watch: () => () => {} });
    const names = await broken({ create, reopen: async (store) => store });
    expect(names).toContainEqual(expect.stringMatching(/reports what the other one writes/));
  });
});

describe('keyStoreContract, on a damaged record', () => {
  const harmed = new WeakMap<KeyStore, string>();
  /** A store that fails in its own way on the slots that were damaged. */
  const failing = (fail: (good: KeyStore) => Partial<KeyStore>): KeyStorePort => ({
    create: async () => {
      const good = memoryKeyStore();
      const bad = { ...good, ...fail(good) };
      const isHarmed = (slot: Slot): boolean => harmed.get(store) === JSON.stringify(slot);
      const store: KeyStore = {
        describe: good.describe,
        get: (slot) => (isHarmed(slot) ? bad : good).get(slot),
        set: (slot, ...rest) => (isHarmed(slot) ? bad : good).set(slot, ...rest),
        remove: (slot, ...rest) => (isHarmed(slot) ? bad : good).remove(slot, ...rest),
      };
      return store;
    },
    damage: async (store, slot) => void harmed.set(store, JSON.stringify(slot)),
  });
  const refuse = (): Promise<never> => Promise.reject(storageError('storage_damaged'));
  const refusing = { get: refuse, set: refuse, remove: refuse };

  it('has nothing against a store that reports it and leaves it be', async () => {
    expect(await broken(failing(() => refusing))).toEqual([]);
  });

  it.each<[string, (good: KeyStore) => Partial<KeyStore>]>([
    ['takes it for empty', () => ({ ...refusing, get: async () => null })],
    ['accepts it', ({ get }) => ({ ...refusing, get })],
    ['overwrites it', ({ set }) => ({ ...refusing, set })],
    ['removes it', ({ remove }) => ({ ...refusing, remove })],
    ['says that it wrote nothing', () => ({ ...refusing, set: async () => false })],
    ['throws an error of its own', () => ({ ...refusing, get: () => Promise.reject(new SyntaxError('x')) })],
    [
      'throws instead of rejecting',
      () => ({
        ...refusing,
        get: () => {
          throw storageError('storage_damaged');
        },
      }),
    ],
    [
      'repeats a secret',
      () => ({
        ...refusing,
        get: () =>
          Promise.reject(storageError('storage_damaged', { hint: 'contract-canary-key-g1 is damaged' })),
      }),
    ],
    [
      'gives one reason to readers and another to writers',
      () => ({
        ...refusing,
        set: () => Promise.reject(storageError('storage_full')),
      }),
    ],
  ])('catches a store that %s', async (_, fail) => {
    expect(await broken(failing(fail))).not.toEqual([]);
  });
});
