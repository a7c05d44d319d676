import type { KeyStore } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { describe, expect, it } from 'vitest';
import { indexedDBKeyStore, sessionKeyStore } from '../../src/index.ts';
import { freshName } from './fixtures.ts';

const stores = [
  { kind: 'indexedDBKeyStore', open: indexedDBKeyStore },
  { kind: 'sessionKeyStore', open: sessionKeyStore },
];

describe.each(stores)('$kind keeps the contract of key stores', ({ open }) => {
  /** The name behind each store under test. */
  const names = new WeakMap<KeyStore, string>();
  const nameOf = (store: KeyStore): string => names.get(store) ?? '';
  const openAs = (name: string): KeyStore => {
    const store = open({ name });
    names.set(store, name);
    return store;
  };
  // What they promise of a damaged record is their own, and in set-aside.test.ts.
  const cases = keyStoreContract({
    create: async () => openAs(freshName()),
    reopen: async (store) => openAs(nameOf(store)),
  });

  it('was handed out whole', () => expect(cases.length).toBeGreaterThan(15));
  it.each(cases)('$name', ({ run }) => run());
});
