import {
  createClient,
  type KeyStore,
  type Slot,
  StorageError,
  slotKinds,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/core';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  askEverything,
  callEverything,
  type Newer,
  newerHeaders,
  newerSealed,
  newerVersions,
  type Outcome,
  sampleRecords,
} from '../../../core/test/newer-records.ts';
import { extensionKeyStore, viewOf } from '../../src/extension/extension-key-store.ts';
import { indexedDBKeyStore, sessionKeyStore, webLock } from '../../src/index.ts';
import { type FakeExtension, fakeExtension } from './extension/fake-extension.ts';
import { freshName, raw } from './fixtures.ts';

// In a page a damaged record makes way. What a newer version wrote is whole, and never does.

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const slotOf = (kind: Slot['kind']): Slot => ({
  origin: 'https://pro.api.serversmtp.com',
  profile: 'default',
  kind,
});

/** A store, and what lies behind it. */
interface Opened {
  readonly name: string;
  readonly store: KeyStore;
  /** Everything at rest, by its name. */
  all(): Promise<ReadonlyMap<string, unknown>>;
  put(key: string, value: unknown): Promise<unknown>;
}

interface Medium {
  readonly kind: string;
  open(): Opened;
  /** A sealed text in what lies there, changed by work. */
  change(value: unknown, work: (sealed: string) => Promise<string>): Promise<unknown>;
  /** Whatever else a newer version may put there. */
  readonly others: readonly (readonly [what: string, value: unknown])[];
}

const inDatabase = (name: string): Pick<Opened, 'all' | 'put'> => ({
  all: async () => {
    const keys = await raw(name, 'records', (records) => records.getAllKeys());
    const values = await raw(name, 'records', (records) => records.getAll());
    return new Map(keys.map((key, index) => [JSON.stringify(key), values[index]]));
  },
  put: (key, value) => raw(name, 'records', (records) => records.put(value, JSON.parse(key))),
});

let fake: FakeExtension;
beforeEach(() => {
  fake = fakeExtension();
});

const changeText: Medium['change'] = (value, work) => work(String(value));
/** What lies in the database, and in `storage.session`, whose items are JSON. */
const inEither = (name: string): Pick<Opened, 'all' | 'put'> => {
  const database = inDatabase(name);
  return {
    all: async () => new Map([...(await database.all()), ...fake.items]),
    put: (key, value) =>
      fake.items.has(key)
        ? Promise.resolve(fake.items.set(key, typeof value === 'string' ? value : JSON.stringify(value)))
        : database.put(key, value),
  };
};
const changeEither: Medium['change'] = async (value, work) => {
  if (!String(value).startsWith('{')) return work(String(value));
  const item: { text: string } = JSON.parse(String(value)); // as the store wrote it
  return JSON.stringify({ ...item, text: await work(item.text) });
};

const objects = [
  ['an object of version 2', { v: 2, sealed: new Uint8Array([1, 2, 3]) }],
  ['an object of a kind that is not known', { v: 1, kind: 'delegation', key: 'x' }],
] as const;

const media: readonly Medium[] = [
  {
    kind: 'indexedDBKeyStore',
    open: () => {
      const name = freshName();
      return { name, store: indexedDBKeyStore({ name }), ...inDatabase(name) };
    },
    change: changeText,
    others: objects,
  },
  {
    kind: 'sessionKeyStore',
    open: () => {
      const name = freshName();
      return {
        name,
        store: sessionKeyStore({ name }),
        all: async () => new Map(Object.entries(sessionStorage).filter(([key]) => key.includes(name))),
        put: async (key, value) => sessionStorage.setItem(key, String(value)),
      };
    },
    change: changeText,
    others: [],
  },
  {
    kind: 'extensionKeyStore, in storage.session',
    open: () => {
      const name = freshName();
      return { name, store: extensionKeyStore({ name }), ...inEither(name) };
    },
    change: changeEither,
    others: [['an item of version 2', { v: 2, sealed: 'x' }]],
  },
  {
    // A consumer pair is not remembered.
    kind: 'extensionKeyStore, remembered',
    open: () => {
      const name = freshName();
      const view = viewOf(extensionKeyStore({ name }));
      if (!view) throw new Error('it has no view');
      return { name, store: view(() => true), ...inEither(name) };
    },
    change: changeEither,
    others: objects,
  },
];

function expectTooNew([call, error]: Outcome): void {
  expect(error, call).toBeInstanceOf(StorageError);
  expect(error, call).toMatchObject({ code: 'storage_too_new', hint: expect.stringMatching(/\w/) });
}

const isRefusal = ([, error]: Outcome): boolean => error !== undefined;

/** Puts something in the place of a record of each of these kinds, and answers everything that lies there. */
async function writeNewer(
  opened: Opened,
  kinds: readonly Slot['kind'][],
  change: (value: unknown, key: CryptoKey) => Promise<unknown>,
): Promise<ReadonlyMap<string, unknown>> {
  const names: string[] = [];
  await opened.store.get(slotOf('session')); // which makes the database
  for (const kind of kinds) {
    const before = await opened.all();
    await opened.store.set(slotOf(kind), sampleRecords[kind]);
    names.push(...[...(await opened.all()).keys()].filter((name) => !before.has(name)));
  }
  expect(names).toHaveLength(kinds.length);
  const key: CryptoKey = await raw(opened.name, 'keys', (keys) => keys.get('sealing'));
  // Afterwards, since one store looks at the other records before it writes.
  const written = await opened.all();
  for (const name of names) await opened.put(name, await change(written.get(name), key));
  return opened.all();
}

describe.each(media)('$kind', { timeout: 60_000 }, (medium) => {
  const sealedAs =
    (newer: Newer) =>
    (value: unknown, key: CryptoKey): Promise<unknown> =>
      medium.change(value, (sealed) => newerSealed(sealed, key, newer));
  const all = [
    ...[...newerVersions, ...newerHeaders].map((newer) => [newer.what, sealedAs(newer)] as const),
    ...medium.others.map(([what, value]) => [what, async () => value] as const),
  ];

  it.each(all)('refuses %s, whatever it is asked, and keeps it', async (_, change) => {
    const opened = medium.open();
    const written = await writeNewer(opened, slotKinds, change);
    for (const kind of slotKinds)
      for (const outcome of await askEverything(opened.store, slotOf(kind))) expectTooNew(outcome);
    expect(await opened.all()).toEqual(written);
  });

  const cases = all.flatMap(([what, change]) => [
    [`${what}, in every slot`, change, slotKinds] as const,
    ...slotKinds.map((kind) => [`${what}, as a ${kind} alone`, change, [kind]] as const),
  ]);

  it.each(cases)('a client keeps %s', async (_, change, kinds) => {
    const opened = medium.open();
    const written = await writeNewer(opened, kinds, change);
    const service = createSandbox({ accounts: [account] });
    const client = createClient(
      { name: 'page', fetch: service.fetch, keyStore: opened.store, lock: webLock() },
      { credentials: account, retry: false },
    );
    const outcomes = await callEverything(client, account);
    for (const outcome of outcomes.filter(isRefusal))
      if ((outcome[1] as TurboSMTPAuthError).code !== 'signed_out') expectTooNew(outcome);
    if (kinds.some((kind) => kind === 'session' || kind === 'pending'))
      expect(outcomes.filter(isRefusal).map(([call]) => call)).toEqual(
        expect.arrayContaining(['apiKey', 'fetch', 'login']),
      );
    const now = await opened.all();
    for (const [name, value] of written) expect(now.get(name), name).toEqual(value);
    expect([...now.keys()].filter((name) => name.includes('aside'))).toEqual([]);
    expect(service.keys.list()).toEqual([]);
  });
});
