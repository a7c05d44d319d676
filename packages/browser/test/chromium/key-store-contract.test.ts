import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { describe, expect, it } from 'vitest';
import { indexedDBKeyStore, sessionKeyStore } from '../../src/index.ts';
import { freshName, raw } from './fixtures.ts';

/** The first three quarters of a sealed text: as a torn write would leave it. */
const torn = (sealed: string): string => sealed.slice(0, -sealed.length / 4);

const stores = [
  {
    kind: 'indexedDBKeyStore',
    open: indexedDBKeyStore,
    tear: async (name: string, { origin, profile, kind }: Slot) => {
      const path = [origin, profile, kind];
      const sealed = await raw(name, 'records', (objects) => objects.get(path));
      await raw(name, 'records', (objects) => objects.put(torn(sealed), path));
    },
  },
  {
    kind: 'sessionKeyStore',
    open: sessionKeyStore,
    tear: async (name: string, { origin, profile, kind }: Slot) => {
      const item = JSON.stringify([name, origin, profile, kind]);
      sessionStorage.setItem(item, torn(sessionStorage.getItem(item) ?? ''));
    },
  },
];

describe.each(stores)('$kind keeps the contract of key stores', ({ open, tear }) => {
  /** The name behind each store under test. */
  const names = new WeakMap<KeyStore, string>();
  const nameOf = (store: KeyStore): string => names.get(store) ?? '';
  const openAs = (name: string): KeyStore => {
    const store = open({ name });
    names.set(store, name);
    return store;
  };
  const cases = keyStoreContract({
    create: async () => openAs(freshName()),
    reopen: async (store) => openAs(nameOf(store)),
    damage: (store, slot) => tear(nameOf(store), slot),
  });

  it('was handed out whole', () => expect(cases.length).toBeGreaterThan(15));
  it.each(cases)('$name', ({ run }) => run());
});
