import type { KeyStore } from '@turbosmtp-auth/core';

/** A key store whose code is loaded when it is first used, so that importing this package costs those nothing who use another. */
export function loadedOnUse(load: () => Promise<KeyStore>): KeyStore {
  let loaded: Promise<KeyStore> | undefined;
  const store = (): Promise<KeyStore> => {
    loaded ??= load();
    return loaded;
  };
  return {
    describe: async () => (await store()).describe(),
    get: async (slot) => (await store()).get(slot),
    set: async (slot, record, ifGen) => (await store()).set(slot, record, ifGen),
    remove: async (slot, ifGen) => (await store()).remove(slot, ifGen),
  };
}
