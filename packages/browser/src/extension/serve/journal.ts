import { asStorageErrors } from '@turbosmtp-auth/core';
import { openDatabase, transact } from '../../indexeddb/database.ts';
import { storageFault } from '../../indexeddb/storage-errors.ts';
import type { WireError } from '../wire/errors.ts';

/** What is written down of a call that may not be repeated blindly. No secret: neither what was asked with, nor a key. */
export interface Entry {
  readonly id: string;
  /** Who asked: only this caller gets the answer. */
  readonly by: string;
  /** In which life of the background. */
  readonly boot: string;
  readonly operation: string;
  readonly startedAt: number;
  readonly state: 'begun' | 'done' | 'failed';
  /** Of a login: when the session that was there before it was minted, or null if there was none. */
  readonly mintedBefore?: number | null;
  /** A result that is no secret. */
  readonly value?: unknown;
  readonly error?: WireError;
}

/** Outlives the background, so that the caller learns what became of a call. */
export interface Journal {
  /** Writes that a call begins, before it does. If the id is known already nothing is written, and what is known is returned. */
  begin(entry: Entry): Promise<Entry | undefined>;
  /** Writes how it ended. */
  end(id: string, outcome: Pick<Entry, 'state' | 'value' | 'error'>): Promise<void>;
  /** The caller knows. Entries of other callers are not removed. */
  remove(id: string, by: string): Promise<void>;
  list(): Promise<readonly Entry[]>;
}

/** How many entries are kept of those that people see, and of the others. */
const MOST = 16;

/** Whether people see it. Only the caller that asks again learns of the others. */
export const isForPeople = ({ operation }: Pick<Entry, 'operation'>): boolean =>
  operation !== 'fetch' && operation !== 'ask';

/** Without the oldest, except for calls under way: if one of those were forgotten, it could be made twice. */
function pruned(entries: readonly Entry[], boot: string): readonly Entry[] {
  const counts = { people: 0, others: 0 };
  return entries
    .toReversed()
    .filter((entry) => {
      if (entry.boot === boot && entry.state === 'begun') return true;
      counts[isForPeople(entry) ? 'people' : 'others']++;
      return counts[isForPeople(entry) ? 'people' : 'others'] <= MOST;
    })
    .toReversed();
}

/** A journal in IndexedDB. It is opened for each step: they are few, and a connection could be lost between them. */
export function indexedDBJournal(name = 'turbosmtp-auth:journal'): Journal {
  const step = (change: (entries: readonly Entry[]) => readonly Entry[]): Promise<readonly Entry[]> =>
    asStorageErrors(async () => {
      const database = await openDatabase(name, () => undefined);
      try {
        return await transact(database, 'records', 'calls', (present, records) => {
          const before = Array.isArray(present) ? present.filter((each) => Object(each) === each) : [];
          records.put(change(before), 'calls');
          return before;
        });
      } finally {
        database.close();
      }
    }, storageFault);
  return {
    begin: async (entry) => {
      const before = await step((entries) =>
        entries.some(({ id }) => id === entry.id) ? entries : pruned([...entries, entry], entry.boot),
      );
      return before.find(({ id }) => id === entry.id);
    },
    end: async (id, outcome) => {
      await step((entries) => entries.map((each) => (each.id === id ? { ...each, ...outcome } : each)));
    },
    remove: async (id, by) => {
      await step((entries) => entries.filter((each) => each.id !== id || each.by !== by));
    },
    list: () => step((entries) => entries),
  };
}
