import type { CallRef } from '../call/call.ts';
import type { Trace } from '../call/trace.ts';
import type { Clock } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import { isTurboSMTPAuthError } from '../errors/errors.ts';
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

/** Guards the slots of one origin and profile. */
export function guardStore(
  store: KeyStore,
  place: { origin: string; profile: string },
  minAssurance: Assurance,
  clock: Clock,
  trace: Trace | undefined,
): GuardedStore {
  let persistent = false;

  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await withinLimit(work, { limit: LIMIT, clock });
    } catch (error) {
      // A foreign error may hold anything, so it is not chained.
      throw isTurboSMTPAuthError(error) ? error : storageError('storage_unavailable');
    }
  };

  const describe = once(() =>
    ask(async () => {
      const told = await store.describe();
      if (assurances.indexOf(told.assurance) < assurances.indexOf(minAssurance))
        throw storageError('storage_below_assurance');
      persistent = told.persistent;
      return told;
    }),
  );

  const timed = async <T>(ref: CallRef, action: StoreAction, work: () => Promise<T>): Promise<T> => {
    await describe();
    const start = clock.monotonic();
    try {
      return await ask(work);
    } finally {
      trace?.(ref)?.({ type: 'store', action, ms: clock.monotonic() - start });
    }
  };

  return {
    describe,
    get persistent() {
      return persistent;
    },
    get: async <K extends Slot['kind']>(ref: CallRef, kind: K) => {
      const record: unknown = await timed(ref, 'get', async () => store.get({ ...place, kind }));
      if (record === null || record === undefined) return null;
      if (!isStoredRecord(record, kind)) throw notARecord(record);
      return record as Extract<StoredRecord, { kind: K }>; // just checked
    },
    set: (ref, record, ifGen) =>
      timed(ref, 'set', async () => store.set({ ...place, kind: record.kind }, record, ifGen)),
    remove: (ref, kind, ifGen) => timed(ref, 'remove', async () => store.remove({ ...place, kind }, ifGen)),
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
