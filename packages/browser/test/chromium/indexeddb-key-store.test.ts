import { describe, expect, it } from 'vitest';
import { within } from '../../../../tools/time-given.ts';
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
    await expect(within(4_000, indexedDBKeyStore({ name }).get(slot))).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_timeout',
    });
    holder.close();
    await deletion;
    expect(await indexedDBKeyStore({ name }).get(slot)).toBeNull();
  });

  it('refuses a database that somebody else made', async () => {
    const name = freshName();
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('of somebody else');
    (await settled(request)).close();
    const store = indexedDBKeyStore({ name });
    for (let turn = 0; turn < 2; turn++)
      await expect(store.get(slot)).rejects.toMatchObject({ code: 'storage_damaged' });
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
