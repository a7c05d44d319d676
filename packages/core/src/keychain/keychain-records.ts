import type { Lock } from '../locks/lock.ts';
import type { KeyStore } from '../records/key-store.ts';
import { recordStore } from '../records/record-store.ts';
import { slotDigest } from '../records/slot-digest.ts';
import { STORE_LIMIT } from '../records/within-limit.ts';
import type { KeychainPort } from './keychain-port.ts';
import { atKeychain } from './keychain-turn.ts';
import { recordOf, textOf } from './record-text.ts';

/** Which keychain, and how long it may take. */
export interface KeychainRecordsOptions {
  /** Asked for on first use. Required. */
  readonly port: () => KeychainPort | Promise<KeychainPort>;
  /**
   * Milliseconds for one call. Default 2,800: less than a client's own 3,000, so that the client reports the reason given
   * here.
   */
  readonly timeout?: number | undefined;
  /** Lets processes take turns at the keychain. Default: they ask it at the same time. */
  readonly lock?: Lock | undefined;
}

/**
 * A key store in the keychain of the operating system: one entry per slot, which holds the record itself. What is
 * damaged is refused and left as it is; so it is neither overwritten nor removed. For authors of adapters.
 */
export function keychainRecords({
  port: load,
  timeout = STORE_LIMIT,
  lock,
}: KeychainRecordsOptions): KeyStore {
  return {
    describe: async () => ({
      backend: 'OS keychain',
      assurance: 'os',
      persistent: true,
      sharedWith: 'this user',
    }),
    ...recordStore((slot, work) =>
      atKeychain(lock, timeout, async (left) => {
        const entry = `${slot.profile}.${slot.kind}.${await slotDigest(slot)}`;
        const port = await load();
        return work({
          codec: {
            encode: (record) => textOf(slot, record),
            decode: (text) => recordOf(slot, text),
          },
          read: () => port.read(entry, left()),
          exchange: (before, after) => port.replace(entry, before, after, left()),
        });
      }),
    ),
  };
}
