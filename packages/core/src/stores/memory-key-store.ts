import type { KeyStore, Slot, StoredRecord } from '../key-store.ts';

const nameOf = ({ origin, profile, kind }: Slot): string => JSON.stringify([origin, profile, kind]);

/**
 * A store that forgets everything with the process. Each call makes an empty one.
 *
 * @example
 * ```ts
 * import { memoryKeyStore } from '@turbosmtp-auth/core';
 *
 * const keyStore = memoryKeyStore();
 * ```
 */
export function memoryKeyStore(): KeyStore {
  const records = new Map<string, StoredRecord>();
  return {
    describe: async () => ({
      backend: 'memory',
      assurance: 'memory',
      persistent: false,
      sharedWith: 'this process',
    }),
    get: async (slot) => {
      const record = records.get(nameOf(slot));
      return record ? structuredClone(record) : null;
    },
    set: async (slot, record, ifGen) => {
      const name = nameOf(slot);
      if (ifGen !== undefined && (records.get(name)?.gen ?? null) !== ifGen) return false;
      records.set(name, structuredClone(record));
      return true;
    },
    remove: async (slot, ifGen) => {
      const name = nameOf(slot);
      if (ifGen !== undefined && records.get(name)?.gen !== ifGen) return false;
      return records.delete(name);
    },
  };
}
