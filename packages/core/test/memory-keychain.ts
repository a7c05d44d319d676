import type { KeychainPort } from '../src/keychain.ts';

/** A keychain in memory, and what happened to it. */
export interface MemoryKeychain extends KeychainPort {
  readonly entries: Map<string, string>;
  /** Called between the last look and the write of each replacement. */
  meanwhile: () => void;
  writes: number;
}

export function memoryKeychain(entries: Map<string, string> = new Map()): MemoryKeychain {
  const keychain: MemoryKeychain = {
    entries,
    writes: 0,
    meanwhile: () => {},
    read: async (entry) => entries.get(entry) ?? null,
    replace: async (entry, before, after) => {
      keychain.meanwhile();
      if ((entries.get(entry) ?? null) !== before) return false;
      keychain.writes++;
      if (after === null) entries.delete(entry);
      else entries.set(entry, after);
      return true;
    },
  };
  return keychain;
}
