import type { CallRef } from '../call/call.ts';
import type { Trace } from '../call/trace.ts';
import { type Clock, systemClock } from '../clock.ts';
import { asStorageErrors } from '../errors/as-storage-errors.ts';
import { storageError } from '../errors/build.ts';
import {
  type Assurance,
  assurances,
  type KeyStore,
  type KeyStoreDescription,
  type Slot,
  type StoredRecord,
} from '../records/key-store.ts';
import { isStoredRecord, notARecord } from '../records/stored-record.ts';
import { withinLimit } from '../records/within-limit.ts';
import { once } from '../shared-work.ts';

/** Milliseconds. A keychain behind an unanswered prompt, or a dead disk, ends here. */
const LIMIT = 3_000;

type StoreAction = 'get' | 'set' | 'remove';

/** A key store that is trusted with keys and with nothing else: bounded in time, its errors typed, its records checked. */
export interface GuardedStore {
  describe(): Promise<KeyStoreDescription>;
  /** Whether records outlive the process; known from the first answer on. */
  readonly persistent: boolean;
  get<K extends Slot['kind']>(ref: CallRef, kind: K): Promise<Extract<StoredRecord, { kind: K }> | null>;
  set(ref: CallRef, record: StoredRecord, ifGen?: string | null): Promise<boolean>;
  remove(ref: CallRef, kind: Slot['kind'], ifGen?: string): Promise<boolean>;
  watch(listener: (kind: Slot['kind']) => void): () => void;
}

/** Asks a store something: for a limited time, and so that no error of another comes out. */
export const askStore = <T>(work: () => Promise<T>, clock: Clock = systemClock): Promise<T> =>
  withinLimit(() => asStorageErrors(work, () => ({ code: 'storage_unavailable' })), { limit: LIMIT, clock });

/** The record in a slot, if it is a whole one of its kind. */
export async function readRecord<K extends Slot['kind']>(
  store: KeyStore,
  slot: Slot & { readonly kind: K },
): Promise<Extract<StoredRecord, { kind: K }> | null> {
  const record: unknown = await store.get(slot);
  if (record === null || record === undefined) return null;
  if (!isStoredRecord(record, slot.kind)) throw notARecord(record);
  return record as Extract<StoredRecord, { kind: K }>; // just checked
}

/** A store that keeps keys in one of two places, as that of an extension does. It learns where a login wants its key. */
interface TwoPlaces {
  set(slot: Slot, record: StoredRecord, ifGen?: string | null, remember?: boolean): Promise<boolean>;
}

/** Guards the slots of one origin and profile. */
export function guardStore(
  store: KeyStore,
  place: { origin: string; profile: string },
  minAssurance: Assurance,
  clock: Clock,
  trace: Trace | undefined,
): GuardedStore {
  let persistent = false;
  const twoPlaces: TwoPlaces = store;

  const describe = once(() =>
    askStore(async () => {
      const told = await store.describe();
      if (assurances.indexOf(told.assurance) < assurances.indexOf(minAssurance))
        throw storageError('storage_below_assurance');
      persistent = told.persistent;
      return told;
    }, clock),
  );

  const timed = async <T>(ref: CallRef, action: StoreAction, work: () => Promise<T>): Promise<T> => {
    await describe();
    const start = clock.monotonic();
    try {
      return await askStore(work, clock);
    } finally {
      trace?.(ref)?.({ type: 'store', action, ms: clock.monotonic() - start });
    }
  };

  return {
    describe,
    get persistent() {
      return persistent;
    },
    get: (ref, kind) => timed(ref, 'get', () => readRecord(store, { ...place, kind })),
    set: (ref, record, ifGen) => {
      const slot: Slot = { ...place, kind: record.kind };
      const { remember } = ref;
      return timed(ref, 'set', () =>
        remember === undefined
          ? store.set(slot, record, ifGen)
          : twoPlaces.set(slot, record, ifGen, remember),
      );
    },
    remove: (ref, kind, ifGen) => timed(ref, 'remove', () => store.remove({ ...place, kind }, ifGen)),
    watch: (listener) => {
      // Watching is a courtesy: without it, changes are noticed on use. So an error here is no failure.
      const ending = (async () =>
        store.watch?.(({ origin, profile, kind }) => {
          if (origin === place.origin && profile === place.profile) listener(kind);
        }))();
      ending.catch(() => undefined);
      return () => void ending.then((end) => end?.()).catch(() => undefined);
    },
  };
}
