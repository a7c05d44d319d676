import { type KeyStore, storageError } from '@turbosmtp-auth/core';
import { nodeHint } from './hints.ts';

/**
 * Loads code when it is first needed, so that importing this package costs nothing to those who never need it. If that
 * failed, it loads it once more: loading fails while the process has no file descriptor left.
 *
 * The returned function rejects with a `StorageError`: what Node says of it shows a path.
 */
export function onFirstUse<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch(() => {
      loaded = undefined;
      throw storageError('storage_unavailable', {
        ...nodeHint('own_files_unreadable'),
        retryable: true,
      });
    });
    return loaded;
  };
}

/** A key store whose code is loaded when it is first used. */
export function storeOnFirstUse(load: () => Promise<KeyStore>): KeyStore {
  const store = onFirstUse(load);
  return {
    describe: async () => (await store()).describe(),
    get: async (slot) => (await store()).get(slot),
    set: async (slot, record, ifGen) => (await store()).set(slot, record, ifGen),
    remove: async (slot, ifGen) => (await store()).remove(slot, ifGen),
  };
}
