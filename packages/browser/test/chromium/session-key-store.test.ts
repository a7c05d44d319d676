import { expect, it } from 'vitest';
import { sessionKeyStore } from '../../src/session-key-store.ts';
import { canaryAccount, canaryKey, freshName, record, slot } from './fixtures.ts';

it('is for this tab, and says so', async () => {
  expect(await sessionKeyStore().describe()).toMatchObject({ assurance: 'session', sharedWith: 'this tab' });
});

it('writes nothing of the record in clear', async () => {
  const name = freshName();
  await sessionKeyStore({ name }).set(slot, record('a'));
  const items = Object.entries(sessionStorage).filter(([item]) => item.includes(name));
  expect(items).toHaveLength(1);
  const parts = items.flat().join('.').split('.');
  const text = parts.map((part) => {
    try {
      return atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    } catch {
      return part;
    }
  });
  for (const secret of [canaryKey, canaryAccount]) expect(`${items} ${text}`).not.toContain(secret);
});

it('reports a full store, and keeps what it held', async () => {
  const store = sessionKeyStore({ name: freshName() });
  await store.set(slot, record('a'));
  const filler = freshName();
  let size = 8 * 1024 * 1024;
  // Halving fills what is left to the last few characters.
  for (let item = 0; size > 16; item++) {
    try {
      sessionStorage.setItem(`${filler}-${item}`, 'x'.repeat(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
  try {
    const larger = record('b', 'k'.repeat(2000));
    await expect(store.set(slot, larger)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_full',
    });
    expect(await store.get(slot)).toEqual(record('a'));
  } finally {
    for (const item of Object.keys(sessionStorage))
      if (item.startsWith(filler)) sessionStorage.removeItem(item);
  }
});
