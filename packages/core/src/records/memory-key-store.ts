import type { KeyStore } from './key-store.ts';
import { type Cell, recordStore } from './record-store.ts';
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
  let last: Promise<unknown> = Promise.resolve();
  return {
    describe: async () => ({
      backend: 'memory',
      assurance: 'memory',
      persistent: false,
      sharedWith: 'this process',
    }),
    ...recordStore(({ origin, profile, kind }, work) => {
      const name = JSON.stringify([origin, profile, kind]);
      const cell: Cell = {
        codec: {
          encode: async (record) => jsonOf(record, kind),
          decode: async (text) => JSON.parse(text), // only this store wrote it
        },
        read: async () => texts.get(name) ?? null,
        exchange: async (_, after) => {
          if (after === null) texts.delete(name);
          else texts.set(name, after);
          return true;
        },
      };
      // One after the other, so that a record is compared and replaced in one step, and calls take effect in their order.
      const done = last.then(() => work(cell));
      last = done.catch(() => undefined);
      return done;
    }),
  };
}
