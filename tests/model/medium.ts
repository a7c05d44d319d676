import {
  type KeyStore,
  type SessionRecord,
  type Slot,
  type StoredRecord,
  storageError,
} from '@turbosmtp-auth/core';
import type { Machine } from './machine.ts';
import { never, type Process } from './process.ts';
import type { StoreHarm } from './program.ts';

/** What is told of a store's uses. */
export interface StoreWitness {
  /** Asked when a process is about to write; the answer is told once it has written, which may be much later. */
  knows(process: Process): Known | undefined;
  wrote(process: Process, record: StoredRecord, known: Known | undefined): void;
  read(process: Process, kind: Slot['kind'], record: StoredRecord | null): void;
  /** A slot holds something else now. */
  changed?(slot: string): void;
}

/** What a process has read: the pending record last, and the sessions since. */
export interface Known {
  readonly pending: { readonly record: StoredRecord | null; readonly at: number } | undefined;
  readonly sessions: readonly (SessionRecord | null)[];
}

/** What the processes share: one record for each kind, compared and replaced in one step. */
export interface Medium {
  /** The store, as one process sees it. */
  storeFor(process: Process): KeyStore;
  /** From some use on, some uses by this process come to harm. */
  harm(process: Process, harm: StoreHarm, skip: number, times: number): void;
  heal(): void;
  /** Someone clears it all. Answers what was there. */
  clear(): readonly StoredRecord[];
  peek(kind: Slot['kind']): StoredRecord | undefined;
}

interface Harming {
  readonly harm: StoreHarm;
  skip: number;
  times: number;
}

const slotOf = (kind: Slot['kind']): string => `the ${kind} record`;

/** @param tells Whether it tells processes what others write. */
export function createMedium(
  { within }: Pick<Machine, 'within'>,
  persistent: boolean,
  witness: StoreWitness,
  tells = true,
): Medium {
  const records = new Map<Slot['kind'], StoredRecord>();
  const listeners = new Map<Process, Set<(slot: Slot) => void>>();
  const harms = new Map<Process, Harming>();

  const changed = (by: Process | undefined, slot: Slot): void => {
    for (const [process, told] of listeners)
      if (process !== by && !process.ended())
        // What it does then ends with it, and not with who wrote.
        for (const listener of told)
          void within(process, () =>
            process.effect(() => listener(slot), [{ of: `memory of ${process.id}`, writes: true }]),
          );
  };

  /** The harm that this use comes to. */
  const harmOf = (process: Process): StoreHarm | undefined => {
    const harming = harms.get(process);
    if (!harming) return undefined;
    if (harming.skip > 0) {
      harming.skip--;
      return undefined;
    }
    if (harming.times === 0) return undefined;
    harming.times--;
    return harming.harm;
  };

  /** Uses the store once. `lie` is what is said instead of the truth, and whether the use takes place then. */
  const use = <T>(
    process: Process,
    kind: Slot['kind'],
    work: () => T,
    lie: { readonly works: boolean; readonly answer: T },
  ) =>
    process.effect(
      (given): T | Promise<T> => {
        switch (given ?? harmOf(process)) {
          case 'fails before':
            throw storageError('storage_unavailable');
          case 'fails after':
            work();
            throw storageError('storage_unavailable');
          case 'hangs before':
            return never();
          case 'hangs after':
            work();
            return never();
          case 'lies':
            if (lie.works) work();
            return lie.answer;
          default:
            return work();
        }
      },
      [{ of: slotOf(kind), writes: false }],
    );

  return {
    storeFor: (process) => ({
      describe: () =>
        process.effect(() => ({
          backend: 'a model',
          assurance: 'encrypted',
          persistent,
          sharedWith: 'every client of a program',
        })),
      get: async ({ kind }) => {
        const answer = await use<StoredRecord | null>(
          process,
          kind,
          () => structuredClone(records.get(kind) ?? null),
          { works: false, answer: null },
        );
        witness.read(process, kind, answer);
        return answer;
      },
      set: (slot, record, ifGen) => {
        const known = witness.knows(process);
        return use<boolean>(
          process,
          slot.kind,
          () => {
            if (ifGen !== undefined && (records.get(slot.kind)?.gen ?? null) !== ifGen) return false;
            records.set(slot.kind, structuredClone(record));
            witness.changed?.(slotOf(slot.kind));
            witness.wrote(process, record, known);
            changed(process, slot);
            return true;
          },
          // That a queue was not written can be known only by reading it again, which nothing promises.
          slot.kind === 'revocation' ? { works: true, answer: false } : { works: false, answer: true },
        );
      },
      remove: (slot, ifGen) =>
        use<boolean>(
          process,
          slot.kind,
          () => {
            const record = records.get(slot.kind);
            if (!record || (ifGen !== undefined && record.gen !== ifGen)) return false;
            records.delete(slot.kind);
            witness.changed?.(slotOf(slot.kind));
            changed(process, slot);
            return true;
          },
          { works: false, answer: true },
        ),
      ...(tells && {
        watch: (listener: (slot: Slot) => void) => {
          const told = listeners.get(process) ?? new Set();
          listeners.set(process, told.add(listener));
          return () => void told.delete(listener);
        },
      }),
    }),
    harm: (process, harm, skip, times) => void harms.set(process, { harm, skip, times }),
    heal: () => harms.clear(),
    clear: () => {
      const all = [...records.values()];
      records.clear();
      return all;
    },
    peek: (kind) => records.get(kind),
  };
}
