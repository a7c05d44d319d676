import { type KeyStore, type Slot, StorageError, type StoredRecord, slotKinds } from '@turbosmtp-auth/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { indexedDBKeyStore, sessionKeyStore } from '../../src/index.ts';
import { canaryKey, freshName, raw, record, settled, slot } from './fixtures.ts';

// Nobody can move a record away by hand in a page. So what cannot be read is reported once and set aside, still sealed, and
// the next call finds the slot empty.

interface Medium {
  readonly kind: string;
  open(name: string): KeyStore;
  /** What lies in a slot, or in its place for what was set aside. */
  at(name: string, slot: Slot, ...place: string[]): Promise<unknown>;
  put(name: string, slot: Slot, value: unknown): Promise<unknown>;
}

const pathOf = ({ origin, profile, kind }: Slot, ...place: string[]): string[] => [
  origin,
  profile,
  kind,
  ...place,
];

const inDatabase: Medium = {
  kind: 'indexedDBKeyStore',
  open: (name) => indexedDBKeyStore({ name }),
  at: (name, slot, ...place) => raw(name, 'records', (objects) => objects.get(pathOf(slot, ...place))),
  put: (name, slot, value) => raw(name, 'records', (objects) => objects.put(value, pathOf(slot))),
};
const itemOf = (name: string, slot: Slot, ...place: string[]): string =>
  JSON.stringify([name, ...pathOf(slot, ...place)]);
const inTab: Medium = {
  kind: 'sessionKeyStore',
  open: (name) => sessionKeyStore({ name }),
  at: async (name, slot, ...place) => sessionStorage.getItem(itemOf(name, slot, ...place)) ?? undefined,
  put: async (name, slot, value) => sessionStorage.setItem(itemOf(name, slot), String(value)),
};

const media = [inDatabase, inTab];
const other = { ...slot, profile: 'other' };

const pending: StoredRecord = { v: 1, kind: 'pending', gen: 'p', startedAt: 1 };
const samples: Record<Slot['kind'], StoredRecord> = {
  session: record('a'),
  pending,
  consumer: { v: 1, kind: 'consumer', gen: 'c', key: canaryKey, secret: canaryKey },
  revocation: { v: 1, kind: 'revocation', gen: 'r', keys: [canaryKey] },
};

const spoilings: [what: string, code: string, spoil: (sealed: string) => unknown][] = [
  ['a changed character', 'storage_damaged', flip],
  ['a cut text', 'storage_damaged', (sealed) => sealed.slice(0, -9)],
  ['an empty text', 'storage_damaged', () => ''],
];
const values: typeof spoilings = [
  ['a plain record', 'storage_damaged', () => record('plain')],
  ['a number', 'storage_damaged', () => 42],
  ['null', 'storage_damaged', () => null],
  ['bytes', 'storage_damaged', () => new Uint8Array(3)],
];

/** Changes one character of the ciphertext. */
function flip(sealed: string): string {
  const at = sealed.length - 30;
  return sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
}

async function failure(work: Promise<unknown>): Promise<StorageError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StorageError);
  expect(JSON.stringify(error)).not.toContain(canaryKey);
  return error as StorageError; // just seen
}

describe.each(media)('$kind', (medium) => {
  const cases = medium === inDatabase ? [...spoilings, ...values] : spoilings;

  it.each(cases)('reports %s once, and sets it aside', async (_what, code, spoil) => {
    const name = freshName();
    const store = medium.open(name);
    await store.set(slot, record('a'));
    const spoiled = spoil(String(await medium.at(name, slot)));
    await medium.put(name, slot, spoiled);
    const reloaded = medium.open(name);
    expect(await failure(reloaded.get(slot))).toMatchObject({
      code,
      hint: expect.stringContaining('set aside'),
    });
    expect(await medium.at(name, slot, 'aside')).toEqual(spoiled);
    expect(await reloaded.get(slot)).toBeNull();
    expect(await store.set(slot, record('b'), null)).toBe(true);
    expect(await reloaded.get(slot)).toEqual(record('b'));
  });

  it.each(slotKinds)('does so with a %s, also if it is met by a write', async (kind) => {
    const place = { ...slot, kind };
    const calls: ((store: KeyStore) => Promise<unknown>)[] = [
      (store) => store.set(place, samples[kind]),
      (store) => store.set(place, samples[kind], null),
      (store) => store.remove(place),
    ];
    for (const call of calls) {
      const name = freshName();
      const store = medium.open(name);
      await store.set(place, samples[kind]);
      const spoiled = flip(String(await medium.at(name, place)));
      await medium.put(name, place, spoiled);
      expect(await failure(call(store))).toMatchObject({ code: 'storage_damaged' });
      expect(await medium.at(name, place, 'aside')).toBe(spoiled);
      expect(await store.set(place, samples[kind], null)).toBe(true);
    }
  });

  it('keeps the newest of several, and those of other slots', async () => {
    const name = freshName();
    const store = medium.open(name);
    await store.set(slot, record('a'));
    for (const text of ['first', 'second']) {
      await medium.put(name, slot, text);
      await failure(store.get(slot));
    }
    await medium.put(name, other, 'third');
    await failure(store.get(other));
    expect(await medium.at(name, slot, 'aside')).toBe('second');
    expect(await medium.at(name, other, 'aside')).toBe('third');
  });

  it('reports a record of another slot once, and leaves that slot alone', async () => {
    const name = freshName();
    const store = medium.open(name);
    await store.set(slot, record('a'));
    await medium.put(name, other, await medium.at(name, slot));
    expect(await failure(store.get(other))).toMatchObject({ code: 'storage_misplaced' });
    expect(await store.get(other)).toBeNull();
    expect(await store.get(slot)).toEqual(record('a'));
  });

  it('leaves a record of a newer version where it is', async () => {
    const name = freshName();
    const store = medium.open(name);
    await store.set(slot, record('a'));
    const [head = '', ...rest] = String(await medium.at(name, slot)).split('.');
    const header = { ...JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/'))), version: 2 };
    const newer = [
      btoa(JSON.stringify(header)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      ...rest,
    ].join('.');
    await medium.put(name, slot, newer);
    for (let turn = 0; turn < 2; turn++)
      expect(await failure(store.get(slot))).toMatchObject({ code: 'storage_too_new' });
    expect(await medium.at(name, slot)).toBe(newer);
  });

  it('never moves what another tab wrote in between', async () => {
    const name = freshName();
    const [first, second] = [medium.open(name), medium.open(name)];
    await second.set(slot, record('a'));
    await medium.put(name, slot, 'spoiled');
    const results = await Promise.allSettled([
      first.get(slot),
      first.get(slot),
      second.set(slot, record('b')),
      second.set(slot, record('c')),
    ]);
    expect(results.map(({ status }) => status)).toContain('rejected');
    await second.set(slot, record('d'));
    expect(await first.get(slot)).toEqual(record('d'));
    expect(await medium.at(name, slot, 'aside')).toBe('spoiled');
  });

  const keys: [what: string, change: (objects: IDBObjectStore) => IDBRequest][] = [
    ['deleted', (objects) => objects.delete('sealing')],
    ['replaced by a text', (objects) => objects.put('not a key', 'sealing')],
    ['replaced by null', (objects) => objects.put(null, 'sealing')],
  ];

  it.each(keys)('reports a sealing key that was %s once, after a reload', async (_what, change) => {
    const name = freshName();
    await medium.open(name).set(slot, record('a'));
    const sealed = await medium.at(name, slot);
    await raw(name, 'keys', change);
    const store = medium.open(name);
    expect(await failure(store.get(slot))).toMatchObject({ code: 'storage_wrong_key' });
    expect(await medium.at(name, slot, 'aside')).toBe(sealed);
    expect(await store.get(slot)).toBeNull();
    expect(await store.set(slot, record('b'), null)).toBe(true);
    expect(await medium.open(name).get(slot)).toEqual(record('b'));
  });

  it.each(keys)('goes on with the key of a tab that was opened after it was %s', async (_what, change) => {
    const name = freshName();
    const old = medium.open(name);
    await old.set(slot, record('a'));
    await raw(name, 'keys', change);
    const young = medium.open(name);
    await failure(young.get(slot));
    await young.set(slot, record('b'));
    expect(await old.get(slot)).toEqual(record('b'));
    expect(await old.set(slot, record('c'), 'b')).toBe(true);
    expect(await young.get(slot)).toEqual(record('c'));
  });
});

describe('indexedDBKeyStore, on a database whose object stores were taken away', () => {
  it.each<[string, string[]]>([
    ['all', []],
    ['the records', ['keys']],
    ['the sealing key', ['records']],
  ])('reports it once, and makes them again: %s', async (_what, left) => {
    const name = freshName();
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const each of left) request.result.createObjectStore(each);
    };
    (await settled(request)).close();
    const store = indexedDBKeyStore({ name });
    expect(await failure(store.get(slot))).toMatchObject({ code: 'storage_damaged' });
    expect(await store.get(slot)).toBeNull();
    expect(await store.set(slot, record('a'), null)).toBe(true);
    expect(await indexedDBKeyStore({ name }).get(slot)).toEqual(record('a'));
  });
});

describe.each(media)('$kind, on a connection that dies', (medium) => {
  /** Lets transactions of the connections that are open by now fail, until the test is over. */
  function kill(error: DOMException): void {
    const { transaction } = IDBDatabase.prototype;
    const { open } = IDBFactory.prototype;
    const alive = new WeakSet<IDBDatabase>();
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => alive.add(request.result));
      return request;
    };
    IDBDatabase.prototype.transaction = function (...args) {
      if (alive.has(this)) return transaction.apply(this, args);
      throw error;
    };
    onTestFinished(() => {
      IDBDatabase.prototype.transaction = transaction;
      IDBFactory.prototype.open = open;
    });
  }

  it.each(['UnknownError', 'InvalidStateError', 'AbortError'])(
    'with %s, opens another',
    async (errorName) => {
      const name = freshName();
      const store = medium.open(name);
      await store.set(slot, record('a'));
      kill(new DOMException('The connection was lost.', errorName));
      expect(await store.get(slot)).toEqual(record('a'));
      expect(await store.set(slot, record('b'), 'a')).toBe(true);
      expect(await store.get(slot)).toEqual(record('b'));
      expect(await store.remove(slot, 'b')).toBe(true);
    },
  );

  it('because its site data were cleared, finds the slot empty', async () => {
    const name = freshName();
    const store = medium.open(name);
    await store.set(slot, record('a'));
    await settled(indexedDB.deleteDatabase(name));
    const answer = await store.get(slot).catch((error: StorageError) => error.code);
    expect(answer).toBe(medium === inDatabase ? null : 'storage_wrong_key');
    expect(await store.get(slot)).toBeNull();
    expect(await store.set(slot, record('b'), null)).toBe(true);
  });
});
