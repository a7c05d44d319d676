import type { KeyStore } from './key-store.ts';
import { type RecordCodec, recordStore } from './record-store.ts';

/** Nobody but this process wrote it. */
const json: RecordCodec = {
  encode: async (record) => JSON.stringify(record),
  decode: async (text) => JSON.parse(text),
};

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
  return {
    describe: async () => ({
      backend: 'memory',
      assurance: 'memory',
      persistent: false,
      sharedWith: 'this process',
    }),
    ...recordStore(({ origin, profile, kind }, work) => {
      const name = JSON.stringify([origin, profile, kind]);
      const read = (): string | null => texts.get(name) ?? null;
      return work({
        codec: json,
        read: async () => read(),
        exchange: async (before, after) => {
          if (read() !== before) return false;
          if (after === null) texts.delete(name);
          else texts.set(name, after);
          return true;
        },
      });
    }),
  };
}
