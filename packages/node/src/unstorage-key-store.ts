import {
  asStorageErrors,
  invalidInput,
  type KeyStore,
  memoryLock,
  type Slot,
  STORE_LIMIT,
  type StorageFault,
  storageError,
  withinLimit,
} from '@turbosmtp-auth/core';
import { type Cell, createSealer, recordStore, type SealingKey } from '@turbosmtp-auth/core/seal';
import { itemName, slotOfItem } from './unstorage/item-name.ts';

/** What is used of a `Storage` of unstorage. */
export interface UnstorageStorage {
  getItem(key: string): Promise<unknown>;
  setItem(key: string, value: string): Promise<void>;
  removeItem(key: string): Promise<void>;
  getMount(key: string): { readonly driver: { readonly name?: string | undefined } };
  watch(listener: (event: 'update' | 'remove', key: string) => unknown): Promise<() => unknown>;
}

/** How records are sealed and where in the storage they are. */
export interface UnstorageKeyStoreOptions {
  /** 32 random bytes, a `CryptoKey` for AES-GCM, or `{ passphrase }`, which costs about 100 ms once. */
  readonly sealingKey: SealingKey;
  /** Letters, digits, `_`, `-`, and `:` between parts, as unstorage has it. Default `turbosmtp-auth`. */
  readonly prefix?: string;
  /**
   * Whether to be told of what others write, where the driver can. Default false, because a driver that watches keeps
   * the process alive until `client.close()`.
   */
  readonly watch?: boolean;
}

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

/**
 * A key store in any storage of unstorage, and so in every engine that it has a driver for. Records are sealed before
 * they leave the process.
 *
 * unstorage has no compare-and-set, so `ifGen` is **not atomic** between processes: the generation is compared right
 * before the write, and what was written is read back right after it. Two logins at the same moment can both be taken
 * for the last; where processes share it, give the client a `lock` that they share too, and use `redisKeyStore` or
 * `sealedFileKeyStore` for their engines. The driver must read what it has just written.
 *
 * What fails is a `StorageError`, within 3 s; a driver that swallows writes, as read-only ones do, is `storage_denied`.
 *
 * @throws {InvalidInputError} where the sealing key, the storage or the prefix is not one.
 * @example
 * ```ts
 * import { createClient, unstorageKeyStore } from '@turbosmtp-auth/node';
 * import { createStorage } from 'unstorage';
 * import mongodb from 'unstorage/drivers/mongodb';
 *
 * const storage = createStorage({
 *   driver: mongodb({ connectionString: 'mongodb://127.0.0.1', databaseName: 'app', collectionName: 'keys' }),
 * });
 * const sealingKey = Buffer.from(process.env['TURBOSMTP_AUTH_STORE_KEY'] ?? '', 'base64url'); // 32 bytes
 * const client = createClient({ keyStore: unstorageKeyStore(storage, { sealingKey }) });
 * ```
 */
export function unstorageKeyStore(
  storage: UnstorageStorage,
  { sealingKey, prefix = 'turbosmtp-auth', watch = false }: UnstorageKeyStoreOptions,
): KeyStore {
  const sealer = createSealer(sealingKey);
  if (typeof storage?.getItem !== 'function') throw invalidInput('storage', 'not_a_storage');
  if (!/^[\w-]+(?::[\w-]+)*$/.test(prefix)) throw invalidInput('prefix', 'invalid_prefix');
  const lock = lockOf(storage);
  const itemOf = (slot: Slot): string => `${prefix}:${itemName(slot)}`;

  const cellOf = (slot: Slot, item: string, end: number): Cell => {
    const codec = sealer.codec(slot);
    const opens = (held: string): Promise<boolean> =>
      codec.decode(held).then(
        () => true,
        () => false,
      );
    return {
      codec,
      read: async () => {
        for (let look = 1; ; look++) {
          const held = await storage.getItem(item);
          if (held === null || held === undefined) return null;
          // Drivers and unstorage itself parse what looks like JSON, which a sealed record does not.
          const isText = typeof held === 'string';
          if (isText && (look === LOOKS || (await opens(held)))) return held;
          if (look === LOOKS) throw storageError('storage_damaged');
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
        throw storageError('storage_denied', { hint: 'Use a driver that can write: this one did not.' });
      },
    };
  };

  function listen(listener: (slot: Slot) => void): () => void {
    const watching = storage.watch((_, key) => {
      const end = key.lastIndexOf(':');
      // `prefixStorage` puts its own prefix before this one, and does not take it off again here.
      const ours = `:${key.slice(0, end)}`.endsWith(`:${prefix}`);
      const slot = ours ? slotOfItem(key.slice(end + 1)) : null;
      if (slot) listener(slot);
    });
    watching.catch(() => undefined); // a courtesy: without it, changes are noticed on use
    return () => void watching.then((stop) => stop()).catch(() => undefined);
  }

  return {
    describe: async () => {
      const { name = 'a driver of your own' } = storage.getMount(`${prefix}:`).driver;
      const persistent = !volatile.includes(name);
      return {
        backend: `unstorage, ${name}`,
        assurance: 'encrypted',
        persistent,
        sharedWith: persistent ? 'whatever reaches this storage and has this sealing key' : 'this process',
      };
    },
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
    ...(watch && { watch: listen }),
  };
}

const silent: Omit<StorageFault, 'code'> = {
  hint: 'Check that what is behind the storage is reachable and answers.',
  retryable: true,
};

/** What a driver's error means, by the code that most have of the system. */
async function faultOf(error: unknown): Promise<StorageFault> {
  const { faultOfErrno } = await import('@turbosmtp-auth/core/files');
  return faultOfErrno((error as { code?: unknown } | null)?.code); // any value may have one
}
