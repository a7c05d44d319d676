import {
  type KeyStore,
  type Slot,
  STORE_LIMIT,
  type StoredRecord,
  storageError,
  withinLimit,
} from '@turbosmtp-auth/core';
import { type Cell, isNewerRecord, recordStore } from '@turbosmtp-auth/core/seal';
import { transact } from '../indexeddb/database.ts';
import { databaseName, type UseVault, type Vault, vaultOf, wasSetAside } from '../indexeddb/vault.ts';
import { type SlotChannel, slotChannel } from '../slot-channel.ts';
import { webLock } from '../web-lock.ts';
import { inSessionArea } from './session-area.ts';

/** Where {@link extensionKeyStore} keeps records. */
export interface ExtensionKeyStoreOptions {
  /** Name of the database, and prefix of the items in `storage.session`; default `turbosmtp-auth`. */
  name?: string;
}

/** A store that the client also tells whether the login that writes is to be remembered. */
interface TwoPlaces extends KeyStore {
  set(slot: Slot, record: StoredRecord, ifGen?: string | null, remember?: boolean): Promise<boolean>;
}

/** The same store for a client that says whether a renewed session is to be remembered; `undefined`: as it is now. */
export type StoreView = (remember: () => boolean | undefined) => TwoPlaces;

// A registered symbol, so that a client of another copy of this package can reach a store of this one.
const view: unique symbol = Symbol.for('@turbosmtp-auth/browser/view');

/** How a client can tell this store what to remember, if it is one of {@link extensionKeyStore}. */
export const viewOf = (store: KeyStore): StoreView | undefined =>
  (store as { readonly [view]?: StoreView })[view]; // what `extensionKeyStore` put there

/**
 * Keeps records for the background of an extension: in `storage.session`, which no disk ever sees, until a login asks to be
 * remembered; then in IndexedDB. Both are sealed under a non-extractable key that only the extension's own origin can use, since
 * other code may open `storage.session` to content scripts (`setAccessLevel`). The manifest must ask for `storage`, and its
 * `incognito` may not be `split`.
 *
 * Without `remember`, the records are lost when the browser ends, or when the extension is reloaded or updated. A key that
 * was not logged out then stays valid until it expires, after two hours at most.
 *
 * Nothing is opened before the first use. Every method rejects with a `StorageError`: `storage_unavailable`, `storage_denied`,
 * `storage_full`, `storage_timeout`, `storage_damaged`, `storage_wrong_key`, `storage_misplaced` or `storage_too_new`.
 *
 * @throws {InvalidInputError} `invalid_input` if the options are not an object, or the name is not a string.
 * @example
 * ```ts
 * import { createClient, extensionKeyStore } from '@turbosmtp-auth/browser/extension';
 *
 * const client = createClient({ keyStore: extensionKeyStore({ name: 'my-extension' }) });
 * ```
 */
export function extensionKeyStore(options?: ExtensionKeyStoreOptions): KeyStore {
  const name = databaseName(options);
  const parts: Parts = {
    name,
    use: vaultOf(name),
    channel: slotChannel(`turbosmtp-auth:${name}`),
    lock: webLock(),
  };
  const value: StoreView = (remember) => storeOf(parts, remember);
  return Object.defineProperty(
    value(() => undefined),
    view,
    { value },
  ); // no spread copies it
}

interface Parts {
  readonly name: string;
  readonly use: UseVault;
  readonly channel: SlotChannel;
  readonly lock: ReturnType<typeof webLock>;
}

/** What lies in `storage.session`, and above what on disk it was written. */
interface Item {
  readonly text: string;
  readonly above: string | null;
}

/** What lies in both places. */
interface Found {
  readonly item: Item | null;
  readonly disk: string | null;
}

/** The texts that make up a record: one of them, or both if keys wait to be revoked in both places. */
type Texts = readonly [session: string | null, disk: string | null];

/** Tells texts apart: the end of a sealed text is its tag, over all of it. */
const tagOf = (text: string | null): string | null => text?.slice(-22) ?? null;

/**
 * Which of two texts counts. The one in `storage.session` counts, unless the disk was written later. So the change from one
 * place to the other is one write, even if the background ends in between and leaves the other text.
 */
const counting = ({ item, disk }: Found): Texts =>
  item && (disk === null || item.above === tagOf(disk)) ? [item.text, null] : [null, disk];

function storeOf({ name, use, channel, lock }: Parts, remember: () => boolean | undefined): TwoPlaces {
  /** Whether the session of a profile lay on disk when it was last seen: a renewal goes where the refused key was. */
  const layOnDisk = new Map<string, boolean>();
  /** Keys of sessions that were not to be remembered, also if they were lost since. */
  const passing = new Set<string>();

  /** Both places of a slot. */
  const placesOf = ({ origin, profile, kind }: Slot, { database, codec }: Vault, end: number) => {
    const slot = { origin, profile, kind };
    const path = [origin, profile, kind];
    const key = JSON.stringify([name, ...path]);
    const inTime = (): void => {
      if (performance.now() >= end) throw storageError('storage_timeout');
    };

    /** Moves what lies on disk, unless it is something else by now, to a place of its own. */
    const setDiskAside = (found: unknown): Promise<void> =>
      transact(
        database,
        'records',
        path,
        (present, records) => {
          if (present === undefined || (present !== found && typeof present === 'string')) return;
          records.put(present, [...path, 'aside']);
          records.delete(path);
        },
        end,
      );
    const setItemAside = (): Promise<void> =>
      inSessionArea(async (area) => {
        const found = (await area.get(key))[key];
        if (found === undefined) return;
        await area.set({ [`${key}aside`]: found });
        await area.remove(key);
      });
    const damaged = async (setAside: Promise<void>): Promise<never> => {
      await setAside;
      throw storageError('storage_damaged', wasSetAside);
    };

    const find = async (): Promise<Found> => {
      const disk = await transact<unknown>(database, 'records', path, undefined, end);
      const item = await inSessionArea(async (area) => (await area.get(key))[key]);
      if (isNewerRecord(disk) || isNewerRecord(item)) throw storageError('storage_too_new');
      if (disk !== undefined && typeof disk !== 'string') return damaged(setDiskAside(disk));
      if (item !== undefined && !isItem(item)) return damaged(setItemAside());
      const found = { item: item ?? null, disk: disk ?? null };
      if (kind === 'session' && (item || disk)) layOnDisk.set(key, counting(found)[0] === null);
      return found;
    };
    const writeDisk = (before: string | null, after: string | null): Promise<boolean> =>
      transact(
        database,
        'records',
        path,
        (present, records) => {
          if (present !== (before ?? undefined)) return false;
          if (after === null) records.delete(path);
          else records.put(after, path);
          return true;
        },
        end,
      );
    const writeItem = (after: Item | null): Promise<void> =>
      inSessionArea(async (area) => {
        inTime();
        await (after ? area.set({ [key]: after }) : area.remove(key));
      });

    const sessionCodec = codec(slot, setItemAside);
    const diskCodec = codec(slot, setDiskAside);
    return {
      slot,
      find,
      writeDisk,
      writeItem,
      encode: sessionCodec.encode,
      lay: (): boolean | undefined => layOnDisk.get(key),
      /** The records in both places. */
      open: async (texts: Texts): Promise<[StoredRecord | null, StoredRecord | null]> => {
        const [session, disk] = texts;
        return [
          session === null ? null : await sessionCodec.decode(session),
          disk === null ? null : await diskCodec.decode(disk),
        ];
      },
    };
  };

  type Places = ReturnType<typeof placesOf>;

  const textsOf = (kind: Slot['kind'], found: Found): Texts =>
    kind === 'revocation' ? [found.item?.text ?? null, found.disk] : counting(found);

  /** The keys that each place already has of a profile, in any record. */
  const keysOf = async (at: (kind: Slot['kind']) => Places): Promise<[Set<string>, Set<string>]> => {
    const keys: [Set<string>, Set<string>] = [new Set(), new Set()];
    for (const kind of ['session', 'pending', 'revocation'] as const) {
      const places = at(kind);
      const records = await places.open(textsOf(kind, await places.find()));
      for (const [place, record] of records.entries())
        for (const key of namedBy(record)) keys[place]?.add(key);
    }
    return keys;
  };

  /**
   * Seals a record for the places where it may lie. A key stays where it is: one that no login asked to remember never gets to the
   * disk. A new key goes where its login wants it.
   */
  const seal = async (
    record: StoredRecord,
    at: (kind: Slot['kind']) => Places,
    asked: boolean | undefined,
  ): Promise<Texts> => {
    const { encode, find } = at(record.kind);
    const sealed = async (onDisk: boolean): Promise<Texts> => {
      const text = await encode(record);
      return onDisk ? [null, text] : [text, null];
    };
    if (record.kind === 'consumer') return sealed(counting(await find())[1] !== null);
    const [inSession, onDisk] = await keysOf(at);
    const lay = at('session').lay();
    const isForDisk = (key: string): boolean =>
      onDisk.has(key) || ((asked ?? lay ?? remember() ?? false) && !inSession.has(key) && !passing.has(key));
    if (record.kind === 'pending' && record.replaces === undefined) return sealed(lay ?? false);
    if (record.kind === 'session' && !isForDisk(record.key)) passing.add(record.key);
    if (record.kind !== 'revocation') return sealed(namedBy(record).every(isForDisk));
    const some = async (keys: readonly string[]): Promise<string | null> =>
      keys.length > 0 ? encode({ ...record, keys }) : null;
    const disk = await some(record.keys.filter(isForDisk));
    const session = await some(record.keys.filter((key) => !isForDisk(key)));
    return disk === null && session === null ? [await encode(record), null] : [session, disk];
  };

  const cellOf = (slot: Slot, vault: Vault, end: number, asked: boolean | undefined): Cell => {
    const at = (kind: Slot['kind']): Places => placesOf({ ...slot, kind }, vault, end);
    const places = at(slot.kind);
    const join = (texts: Texts): string | null =>
      texts[0] === null && texts[1] === null ? null : JSON.stringify(texts);
    const split = (text: string | null): Texts => (text === null ? [null, null] : JSON.parse(text)); // what `join` wrote

    return {
      codec: {
        encode: async (record) => JSON.stringify(await seal(record, at, asked)),
        decode: async (text) => {
          const [session, disk] = await places.open(split(text));
          if (session?.kind !== 'revocation' || disk?.kind !== 'revocation') {
            const only = session ?? disk;
            if (!only) throw storageError('storage_damaged');
            return only;
          }
          return {
            ...session,
            // Written together they have one generation. If not, their generation is a new one that no client has seen,
            // until they are written again.
            gen: session.gen === disk.gen ? session.gen : `${session.gen}.${disk.gen}`.slice(0, 128),
            keys: [...new Set([...disk.keys, ...session.keys])],
          };
        },
      },
      read: async () => join(textsOf(slot.kind, await places.find())),
      // Only IndexedDB can compare and write in one step. The lock is for other pages of the extension that use the store too.
      exchange: async (before, after) => {
        const exchanged = await lock(
          `store ${name} ${slot.origin} ${slot.profile}`, // a client holds the lock without the first word
          async () => {
            const found = await places.find();
            const { item, disk } = found;
            if (join(textsOf(slot.kind, found)) !== before) return false;
            const [session, onDisk] = split(after);
            if (slot.kind === 'revocation') {
              if (onDisk !== disk && !(await places.writeDisk(disk, onDisk))) return false;
              if (session !== (item?.text ?? null))
                await places.writeItem(session === null ? null : { text: session, above: null });
              return true;
            }
            if (session !== null) {
              await places.writeItem({ text: session, above: tagOf(disk) });
              if (disk !== null) await places.writeDisk(disk, null);
              return true;
            }
            // What does not count goes first, or it would count once it is alone.
            const itemCounts = counting(found)[0] !== null;
            if (onDisk === null && !itemCounts && item) await places.writeItem(null);
            if ((onDisk !== null || disk !== null) && !(await places.writeDisk(disk, onDisk))) return false;
            if (item && (onDisk !== null || itemCounts)) await places.writeItem(null);
            return true;
          },
          { timeout: Math.max(1, end - performance.now()) },
        );
        if (exchanged) channel.report(slot);
        return exchanged;
      },
    };
  };

  const recordsOf = (asked?: boolean) =>
    recordStore((slot, work) => {
      const end = performance.now() + STORE_LIMIT;
      return withinLimit(() => use((vault) => work(cellOf(slot, vault, end, asked))));
    });

  return {
    ...recordsOf(),
    set: (slot, record, ifGen, asked) => recordsOf(asked).set(slot, record, ifGen),
    describe: async () => ({
      backend: 'storage.session, and IndexedDB if asked to remember, sealed under a non-extractable key',
      assurance: 'session',
      persistent: true,
      sharedWith: 'this extension',
    }),
    watch: (listener) => channel.watch(listener),
  };
}

/** The keys that a record names. */
function namedBy(record: StoredRecord | null): readonly string[] {
  if (record?.kind === 'session') return [record.key];
  if (record?.kind === 'revocation') return record.keys;
  return record?.kind === 'pending' && record.replaces !== undefined ? [record.replaces] : [];
}

/** Other code of the extension may have put anything there. */
function isItem(value: unknown): value is Item {
  const { text, above } = Object(value) as Partial<Record<keyof Item, unknown>>;
  return typeof text === 'string' && (above === null || typeof above === 'string');
}
