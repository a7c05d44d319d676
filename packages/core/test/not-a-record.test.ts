import { describe, expect, it } from 'vitest';
import { keychainRecords } from '../src/keychain.ts';
import type { KeyStore, StoredRecord } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';
import { createSealer, recordStore } from '../src/seal.ts';
import { memoryFilePort } from './memory-file-port.ts';
import { memoryKeychain } from './memory-keychain.ts';
import { session, slot, storeOn } from './model-store.ts';

// What is no record, given to `set` by a program without types. `remove` has its own method.

const others: readonly unknown[] = [
  null,
  undefined,
  0,
  '',
  false,
  Number.NaN,
  'text',
  1,
  true,
  {},
  [],
  () => session,
  { ...session, kind: 'pending' },
  { ...session, key: '' },
  { ...session, more: 1n },
];

const sealedTexts = (): Pick<KeyStore, 'get' | 'set' | 'remove'> => {
  const sealer = createSealer(new Uint8Array(32));
  let text: string | null = null;
  return recordStore((at, work) =>
    work({
      codec: sealer.codec(at),
      read: async () => text,
      exchange: async (before, after) => {
        if (before !== text) return false;
        text = after;
        return true;
      },
    }),
  );
};

const stores: readonly [string, () => Pick<KeyStore, 'get' | 'set' | 'remove'>][] = [
  ['memory', memoryKeyStore],
  ['sealed files', () => storeOn(memoryFilePort())],
  [
    'a keychain',
    () => {
      const port = memoryKeychain();
      return keychainRecords({ port: () => port });
    },
  ],
  ['a medium of two functions, sealed', sealedTexts],
];

describe.each(stores)('%s', (_, create) => {
  it.each(
    others.map((value) => [
      String(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? 'a BigInt' : v))),
      value,
    ]),
  )('refuses %s, and keeps what it has', async (_, value) => {
    const store = create();
    await store.set(slot, session);
    for (const ifGen of [undefined, session.gen, null])
      await expect(store.set(slot, value as StoredRecord, ifGen)).rejects.toMatchObject({
        name: 'InvalidInputError',
        issues: [{ path: 'record', code: 'not_a_record' }],
      });
    expect(await store.get(slot)).toEqual(session);
  });
});
