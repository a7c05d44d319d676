import {
  asStorageErrors,
  type KeyStore,
  memoryLock,
  type Slot,
  STORE_LIMIT,
  type StorageError,
  type StorageFault,
  storageError,
  withinLimit,
} from '@turbosmtp-auth/core';
import {
  type Cell,
  createSealer,
  isNewerRecord,
  recordStore,
  type SealingKeys,
} from '@turbosmtp-auth/core/seal';
import { nodeHint } from '../hints.ts';
import type { UnstorageStorage } from './storage.ts';

/** Drivers of unstorage that end with the process. */
const volatile: readonly unknown[] = ['memory', 'lru-cache', 'null'];

/** Not every driver replaces an item in one step: a reader may meet what another process has half written. */
const LOOKS = 4;
const BETWEEN_LOOKS = 25; // milliseconds

// One for each storage, so that among all stores of this process a generation is compared and replaced in one step.
const locks = new WeakMap<object, ReturnType<typeof memoryLock>>();

function lockOf(storage: object): ReturnType<typeof memoryLock> {
  const lock = locks.get(storage) ?? memoryLock();
  locks.set(storage, lock);
  return lock;
}

/** The items that are records. */
interface Items {
  readonly storage: UnstorageStorage;
  readonly sealingKey: SealingKeys;
  readonly prefix: string;
  itemOf(slot: Slot): string;
}

/** The records in a storage: what an `unstorageKeyStore` loads on first use. */
export function unstorageRecords({ storage, sealingKey, prefix, itemOf }: Items): KeyStore {
  const sealer = createSealer(sealingKey);
  const lock = lockOf(storage);

  const cellOf = (slot: Slot, item: string, end: number): Cell => {
    const codec = sealer.codec(slot);
    /** Whether it is worth another look. What is half written is damaged, and neither newer nor sealed with another key. */
    const isDamaged = (held: string): Promise<boolean> =>
      codec.decode(held).then(
        () => false,
        (error: StorageError) => error.code === 'storage_damaged',
      );
    return {
      codec,
      read: async () => {
        for (let look = 1; ; look++) {
          const held = await storage.getItem(item);
          if (held === null || held === undefined) return null;
          // Drivers and unstorage itself parse what looks like JSON, which a sealed record does not.
          const isText = typeof held === 'string';
          if (isText && (look === LOOKS || !(await isDamaged(held)))) return held;
          if (look === LOOKS) throw storageError(isNewerRecord(held) ? 'storage_too_new' : 'storage_damaged');
          await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
        }
      },
      exchange: async (before, after) => {
        for (let look = 1; look <= LOOKS; look++) {
          if (performance.now() > end) throw storageError('storage_timeout', silent);
          await (after === null ? storage.removeItem(item) : storage.setItem(item, after));
          const now = (await storage.getItem(item)) ?? null;
          if (now === after) return true;
          if (now !== before) return false; // another write came in between, and is what is kept
          // Another writer may have put back what was there before.
        }
        throw storageError('storage_denied', nodeHint('driver_cannot_write'));
      },
    };
  };

  return {
    describe: () =>
      asStorageErrors(async () => {
        const { name = 'a driver of your own' } = storage.getMount(`${prefix}:`).driver;
        const persistent = !volatile.includes(name);
        return {
          backend: `unstorage, ${name}`,
          assurance: 'encrypted',
          persistent,
          sharedWith: persistent
            ? 'every program that can reach this storage and has this sealing key'
            : 'this process',
        };
      }, faultOf),
    // Alone in this process, and no longer than a store may take, waiting included.
    ...recordStore((slot, work) => {
      const item = itemOf(slot);
      const end = performance.now() + STORE_LIMIT;
      const asked = (): ReturnType<typeof work> =>
        asStorageErrors(() => work(cellOf(slot, item, end)), faultOf);
      // If a driver hangs, it blocks the slot only for the time of that call.
      const bounded = (): ReturnType<typeof work> =>
        withinLimit(asked, { ...silent, limit: end - performance.now() });
      return withinLimit(() => lock(item, bounded), silent);
    }),
  };
}

const silent: Omit<StorageFault, 'code'> = {
  ...nodeHint('storage_unanswered'),
  retryable: true,
};

/** What a driver's error means, by the code that most have of the system. */
async function faultOf(error: unknown): Promise<StorageFault> {
  const { faultOfErrno } = await import('@turbosmtp-auth/core/files');
  return faultOfErrno((error as { code?: unknown } | null)?.code); // any value may have one
}
