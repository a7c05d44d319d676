import { type KeyStore, storageError } from '@turbosmtp-auth/core';

/**
 * Loads code when it is first needed, so that importing this package costs those nothing who never need it; and once more
 * where that failed, as it does while the process has no file descriptor left.
 *
 * The returned function rejects with a `StorageError`: what Node says of it shows a path.
 */
export function onFirstUse<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch(() => {
      loaded = undefined;
      throw storageError('storage_unavailable', {
        hint: 'Check that this program can open its own files, and try again.',
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
