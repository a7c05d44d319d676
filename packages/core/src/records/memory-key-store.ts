import { checkObject } from '../errors/check-given.ts';
import type { KeyStore, Slot } from './key-store.ts';
import { checkProfile } from './profile.ts';
import { jsonOf } from './stored-record.ts';

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
  const texts = new Map<string, string>();
  const nameOf = (slot: Slot): string => {
    checkObject('slot', slot);
    const { origin, profile, kind } = slot;
    checkProfile(profile);
    return JSON.stringify([origin, profile, kind]);
  };
  const read = (name: string) => {
    const text = texts.get(name);
    return text === undefined ? null : JSON.parse(text); // only this store wrote it
  };
  const holds = (name: string, ifGen: string | null | undefined): boolean =>
    ifGen === undefined || (read(name)?.gen ?? null) === ifGen;
  // Nothing is awaited in between, so that calls take effect in their order. No call waits for another: the previous one may
  // belong to a worker's request that has ended.
  return {
    describe: async () => ({
      backend: 'memory',
      assurance: 'memory',
      persistent: false,
      sharedWith: 'this process',
    }),
    get: async (slot) => read(nameOf(slot)),
    set: async (slot, record, ifGen) => {
      const name = nameOf(slot);
      const text = jsonOf(record, slot.kind);
      if (!holds(name, ifGen)) return false;
      texts.set(name, text);
      return true;
    },
    remove: async (slot, ifGen) => {
      const name = nameOf(slot);
      return holds(name, ifGen) && texts.delete(name);
    },
  };
}
