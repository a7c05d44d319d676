import type { KeyStore, Slot, StoredRecord } from '../key-store.ts';
import type { Lock } from '../platform.ts';
import { checkProfile } from '../profile.ts';
import { slotDigest } from '../slot-digest.ts';
import type { KeychainPort } from './keychain-port.ts';
import { atKeychain } from './keychain-turn.ts';
import { recordOf, textOf } from './record-text.ts';

/** Which keychain, and how long it may take. */
export interface KeychainRecordsOptions {
  /** Asked for on first use. */
  readonly port: () => KeychainPort | Promise<KeychainPort>;
  /** Milliseconds for one call. Default 2,800: less than a client's own 3,000, so that the reason given here is told. */
  readonly timeout?: number | undefined;
  /** Lets processes take turns at the keychain; without, they ask it at the same time. */
  readonly lock?: Lock | undefined;
}

/**
 * A key store in the keychain of the operating system: one entry per slot, which holds the record itself. What is
 * damaged is refused and left as it is; so it is neither overwritten nor removed.
 */
export function keychainRecords({ port: load, timeout = 2_800, lock }: KeychainRecordsOptions): KeyStore {
  /** Runs work on a slot's entry, in its turn. */
  async function at<T>(slot: Slot, work: (place: Place) => Promise<T>): Promise<T> {
    checkProfile(slot.profile);
    return atKeychain(lock, timeout, async (left) => {
      const entry = `${slot.profile}.${slot.kind}.${await slotDigest(slot)}`;
      return work({ port: await load(), slot, entry, left });
    });
  }

  async function read({ port, slot, entry, left }: Place): Promise<Held | null> {
    const text = await port.read(entry, left());
    return text === null ? null : { text, record: await recordOf(slot, text) };
  }

  /** Replaces what a slot holds, or removes it: the same but for what is there afterwards. */
  async function replace(place: Place, after: string | null, ifGen?: string | null): Promise<boolean> {
    const { port, entry, left } = place;
    for (;;) {
      const held = await read(place); // what cannot be read is never replaced, whatever generation is wanted
      if (ifGen !== undefined && (held?.record.gen ?? null) !== ifGen) return false;
      if (!held && after === null) return false;
      if (await port.replace(entry, held?.text ?? null, after, left())) return true;
      // Another process wrote in between. Each turn is a write that succeeded there.
    }
  }

  return {
    describe: async () => ({
      backend: 'OS keychain',
      assurance: 'os',
      persistent: true,
      sharedWith: 'this user',
    }),
    get: (slot) => at(slot, async (place) => (await read(place))?.record ?? null),
    set: async (slot, record, ifGen) => {
      const text = await textOf(slot, record);
      return at(slot, (place) => replace(place, text, ifGen));
    },
    remove: (slot, ifGen) => at(slot, (place) => replace(place, null, ifGen)),
  };
}

/** A slot's entry, and the time that is left for it. */
interface Place {
  readonly port: KeychainPort;
  readonly slot: Slot;
  readonly entry: string;
  /** Milliseconds, above zero. */
  readonly left: () => number;
}

interface Held {
  readonly text: string;
  readonly record: StoredRecord;
}
