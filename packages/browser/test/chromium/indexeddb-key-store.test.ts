import { StorageError } from '@turbosmtp-auth/core';
import { describe, expect, it } from 'vitest';
import { indexedDBKeyStore } from '../../src/indexeddb-key-store.ts';
import { canaryAccount, canaryKey, freshName, raw, rawOpen, record, settled, slot } from './fixtures.ts';

describe('at rest', () => {
  it('keeps a key that no script can extract', async () => {
    const name = freshName();
    await indexedDBKeyStore({ name }).set(slot, record('a'));
    const keys = await raw(name, 'keys', (objects) => objects.getAll());
    expect(keys).toHaveLength(1);
    const [key] = keys;
    expect(key).toBeInstanceOf(CryptoKey);
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidAccessError' }),
    );
  });

  it('writes nothing of the record in clear', async () => {
    const name = freshName();
    await indexedDBKeyStore({ name }).set(slot, record('a'));
    const entries = await raw(name, 'records', (objects) => objects.getAll());
    expect(entries).toEqual([expect.stringMatching(/^ey[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)]);
    const parts = String(entries[0]).split('.').filter(Boolean);
    const text = parts.map((part) => atob(part.replaceAll('-', '+').replaceAll('_', '/'))).join();
    for (const secret of [canaryKey, canaryAccount]) expect(text + String(entries)).not.toContain(secret);
  });
});

describe('another tab that upgrades or deletes the database', () => {
  it('is not held up, and what is written afterwards can be read', async () => {
    const name = freshName();
    const store = indexedDBKeyStore({ name });
    await store.set(slot, record('a'));
    await settled(indexedDB.deleteDatabase(name));
    expect(await store.get(slot)).toBeNull();
    expect(await store.set(slot, record('b'), null)).toBe(true);
    expect(await indexedDBKeyStore({ name }).get(slot)).toEqual(record('b'));
  });

  it('is a typed refusal when its version is newer', async () => {
    const name = freshName();
    (await rawOpen(name, 2)).close();
    await expect(indexedDBKeyStore({ name }).get(slot)).rejects.toMatchObject({ code: 'storage_too_new' });
  });

  it('is waited for a bounded time when it does not let go', async () => {
    const name = freshName();
    const holder = await rawOpen(name, 1);
    const deletion = settled(indexedDB.deleteDatabase(name));
    const started = performance.now();
    await expect(indexedDBKeyStore({ name }).get(slot)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_timeout',
    });
    expect(performance.now() - started).toBeLessThan(4_000);
    holder.close();
    await deletion;
    expect(await indexedDBKeyStore({ name }).get(slot)).toBeNull();
  });

  it('refuses a database that somebody else made', async () => {
    const name = freshName();
    (await rawOpen(name, 1)).close();
    await expect(indexedDBKeyStore({ name }).get(slot)).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});

describe('a database that others keep busy', () => {
  /** Holds every record for some time, as a tab with a long transaction does. */
  async function occupy(database: IDBDatabase, ms: number): Promise<void> {
    const objects = database.transaction('records', 'readwrite').objectStore('records');
    await settled(objects.count()); // it is this one's turn
    const end = performance.now() + ms;
    while (performance.now() < end) await settled(objects.count());
  }

  it('gets a write in its time, or never, in whichever step the time was lost', async () => {
    const name = freshName();
    const store = indexedDBKeyStore({ name });
    await store.set(slot, record('a'));
    const other = await rawOpen(name);
    // Each step alone is waited for long enough, but not the two of them.
    const reading = occupy(other, 1_900);
    const change = store.set(slot, record('late'), 'a').catch((reason: unknown) => reason);
    await reading;
    const exchanging = occupy(other, 1_900);
    expect(await change).toMatchObject({ code: 'storage_timeout' });
    await exchanging;
    other.close();
    expect(await store.get(slot)).toEqual(record('a'));
  });
});

describe('damage', () => {
  const damages: [what: string, change: (sealed: string) => unknown][] = [
    ['a changed character', flip],
    ['a cut text', (sealed) => sealed.slice(0, -9)],
    ['an empty text', () => ''],
    ['a plain record', () => record('plain')],
    ['a number', () => 42],
    ['null', () => null],
  ];

  it.each(damages)('by %s is typed, and what is there stays there', async (_what, change) => {
    const name = freshName();
    const store = indexedDBKeyStore({ name });
    await store.set(slot, record('a'));
    const [path] = await raw(name, 'records', (objects) => objects.getAllKeys());
    const [entry] = await raw(name, 'records', (objects) => objects.getAll());
    const damaged = change(entry);
    await raw(name, 'records', (objects) => objects.put(damaged, path));
    for (const call of [
      () => store.get(slot),
      () => store.set(slot, record('b')),
      () => store.set(slot, record('b'), null),
      () => indexedDBKeyStore({ name }).get(slot),
    ]) {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(StorageError);
      expect(error).toMatchObject({ code: 'storage_damaged' });
    }
    expect(await raw(name, 'records', (objects) => objects.getAll())).toEqual([damaged]);
  });

  it('of the sealing key is typed', async () => {
    const name = freshName();
    await indexedDBKeyStore({ name }).set(slot, record('a'));
    const [path = ''] = await raw(name, 'keys', (objects) => objects.getAllKeys());
    await raw(name, 'keys', (objects) => objects.put('not a key', path));
    await expect(indexedDBKeyStore({ name }).get(slot)).rejects.toMatchObject({ code: 'storage_damaged' });
    await raw(name, 'keys', (objects) => objects.delete(path));
    await expect(indexedDBKeyStore({ name }).get(slot)).rejects.toMatchObject({ code: 'storage_wrong_key' });
  });

  it('by moving a record to another profile is told apart', async () => {
    const name = freshName();
    const store = indexedDBKeyStore({ name });
    await store.set(slot, record('a'));
    const [entry] = await raw(name, 'records', (objects) => objects.getAll());
    const other = { ...slot, profile: 'other' };
    await raw(name, 'records', (objects) => objects.put(entry, [other.origin, other.profile, other.kind]));
    await expect(store.get(other)).rejects.toMatchObject({ code: 'storage_misplaced' });
    expect(await store.get(slot)).toEqual(record('a'));
  });
});

/** Changes one character of the ciphertext. */
function flip(sealed: string): string {
  const at = sealed.length - 30;
  return sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
}
