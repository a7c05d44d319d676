import type { Slot } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { describe, expect, it } from 'vitest';
import { indexedDBKeyStore } from '../../src/indexeddb-key-store.ts';
import { freshName, raw } from './fixtures.ts';

/** The database behind each store under test. */
const names = new WeakMap<object, string>();

function open(name: string): ReturnType<typeof indexedDBKeyStore> {
  const store = indexedDBKeyStore({ name });
  names.set(store, name);
  return store;
}

async function damage(store: object, { origin, profile, kind }: Slot): Promise<void> {
  const name = names.get(store) ?? '';
  const path = [origin, profile, kind];
  const entry = await raw(name, 'records', (objects) => objects.get(path));
  const { sealed } = entry;
  // Half of the ciphertext: as a torn write would leave it.
  await raw(name, 'records', (objects) =>
    objects.put({ ...entry, sealed: sealed.slice(0, -sealed.length / 4) }, path),
  );
}

describe('the contract of key stores', () => {
  const cases = keyStoreContract({
    create: async () => open(freshName()),
    reopen: async (store) => open(names.get(store) ?? ''),
    damage,
  });

  it('was handed out whole', () => expect(cases.length).toBeGreaterThan(15));
  it.each(cases)('$name', ({ run }) => run());
});
