import type { KeyStore } from '@turbosmtp-auth/core';
import { describe, expect, it } from 'vitest';
import type { StoreFixture } from '../../../core/test/store-fixtures.ts';
import { extensionKeyStore, viewOf } from '../../src/extension/extension-key-store.ts';
import { indexedDBKeyStore, sessionKeyStore } from '../../src/index.ts';
import { fakeExtension } from './extension/fake-extension.ts';
import { settled } from './fixtures.ts';

// What lies in a page's store outlives the version that wrote it. So each version must open what each before it wrote.

interface PageFixture extends StoreFixture {
  readonly sealingKey: string;
  readonly entries: Readonly<
    Record<'database' | 'items' | 'sessionStorage', Readonly<Record<string, string>>>
  >;
}

declare global {
  interface ImportMeta {
    /** What Vite puts in the place of such a call. */
    glob<T>(pattern: string, options: { eager: true; import: 'default' }): Record<string, T>;
  }
}

const fixtures = import.meta.glob<PageFixture>('../../../../tests/stores/*/*.json', {
  eager: true,
  import: 'default',
});
const generations = [...new Set(Object.keys(fixtures).map((path) => Number(path.split('/').at(-2))))];

const media: Readonly<Record<string, (name: string) => KeyStore | undefined>> = {
  indexeddb: (name) => indexedDBKeyStore({ name }),
  'session-storage': (name) => sessionKeyStore({ name }),
  'extension-session': (name) => extensionKeyStore({ name }),
  'extension-remembered': (name) => viewOf(extensionKeyStore({ name }))?.(() => true),
};

/** Puts what lies in a fixture where it was. */
async function lay(name: string, { sealingKey, entries }: PageFixture): Promise<void> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const each of ['keys', 'records']) request.result.createObjectStore(each);
  };
  const database = await settled(request);
  const bytes = Uint8Array.from(atob(sealingKey.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const put = (store: string, value: unknown, path: IDBValidKey): Promise<unknown> =>
    settled(database.transaction(store, 'readwrite').objectStore(store).put(value, path));
  await put('keys', key, 'sealing');
  for (const [path, text] of Object.entries(entries.database)) await put('records', text, JSON.parse(path));
  database.close();
  for (const [item, text] of Object.entries(entries.sessionStorage)) sessionStorage.setItem(item, text);
}

it('there are fixtures', () => expect(generations).toContain(1));

describe.each(Object.keys(media))('%s', (medium) => {
  it.each(generations)('opens generation %i, and goes on with it', async (generation) => {
    const fixture = fixtures[`../../../../tests/stores/${generation}/${medium}.json`];
    if (!fixture) throw new Error(`Generation ${generation} has no ${medium}.`);
    const fake = fakeExtension();
    for (const [item, text] of Object.entries(fixture.entries.items)) fake.items.set(item, text);
    await lay(medium, fixture);
    const store = media[medium]?.(medium);
    if (!store) throw new Error(`There is no ${medium}.`);
    expect(fixture.records.length).toBeGreaterThan(3);
    for (const { slot, record } of fixture.records) expect(await store.get(slot)).toEqual(record);
    for (const { slot, record } of fixture.records) {
      expect(await store.set(slot, { ...record, gen: 'next' }, record.gen)).toBe(true);
      expect(await store.get(slot)).toEqual({ ...record, gen: 'next' });
    }
    for (const { slot } of fixture.records) expect(await store.remove(slot, 'next')).toBe(true);
    expect([...fake.items.keys()]).toEqual([]);
    await settled(indexedDB.deleteDatabase(medium));
  });
});
