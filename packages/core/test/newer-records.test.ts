import { describe, expect, test } from 'vitest';
import { createClient } from '../src/client/create-client.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import { type KeyStore, type StoredRecord, slotKinds } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';
import { isNewerRecord } from '../src/seal.ts';
import { session } from './model-store.ts';

// What a newer version wrote is whole, and for that version to read: it is told from what is damaged, and stays where it is.

const newer: readonly unknown[] = [
  { ...session, v: 2 },
  { v: 2 },
  { v: Number.MAX_SAFE_INTEGER },
  { v: 1, kind: 'device' },
  { ...session, kind: 'device' },
];
const damaged: readonly unknown[] = [
  {},
  [],
  'text',
  7,
  { v: '2' },
  { v: 1.5 },
  { v: 2 ** 60 },
  { v: 0 },
  { v: 1 },
  { v: 1, kind: '' },
  { v: 1, kind: 7 },
  { ...session, key: '' },
  Object.create({ v: 2 }),
];

describe.each([
  { what: 'newer', values: newer, code: 'storage_too_new' },
  { what: 'damaged', values: damaged, code: 'storage_damaged' },
])('a stored value that is $what', ({ what, values, code }) => {
  test.each(values.map((value) => [JSON.stringify(value), value]))('%s', async (_, value) => {
    expect(isNewerRecord(value)).toBe(what === 'newer');
    for (const kind of slotKinds) {
      const inner = memoryKeyStore();
      const changed: string[] = [];
      const keyStore: KeyStore = {
        ...inner,
        get: async (slot) => (slot.kind === kind ? (value as StoredRecord) : inner.get(slot)), // as a store of others may
        set: async (slot, record, ifGen) => {
          if (slot.kind === kind) changed.push('set');
          return inner.set(slot, record, ifGen);
        },
        remove: async (slot, ifGen) => {
          if (slot.kind === kind) changed.push('remove');
          return inner.remove(slot, ifGen);
        },
      };
      const client = createClient({ name: 'test', fetch, keyStore, lock: memoryLock() });
      if (kind === 'session') await expect(client.session()).rejects.toMatchObject({ code });
      const email = 'ada@example.com';
      if (kind === 'session' || kind === 'pending')
        await expect(client.login({ email, password: 'Correct-Horse-9' })).rejects.toMatchObject({ code });
      await client.close();
      expect(changed, kind).toEqual([]);
    }
  });
});
