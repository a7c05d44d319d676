import { asStorageErrors } from '../errors/as-storage-errors.ts';
import { storageError } from '../errors/build.ts';
import { checkFunction, checkObject } from '../errors/check-given.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { KeyStore, Slot, StoredRecord } from './key-store.ts';
import { checkProfile } from './profile.ts';

/** How a record is written as text, and read again. A sealer has one for each slot. */
export interface RecordCodec {
  /**
   * The record as text.
   *
   * @throws {InvalidInputError} if it is not a record for this slot.
   */
  encode(record: StoredRecord): Promise<string>;
  /**
   * The record that a text holds.
   *
   * @throws {StorageError} if it is not the text of a record for this slot.
   */
  decode(text: string): Promise<StoredRecord>;
}

/**
 * What a medium lends for one slot.
 *
 * @throws What the medium rejects with. {@link OpenCell} makes a {@link StorageError} of it.
 */
export interface Cell {
  /** Turns records into the texts that the medium keeps. */
  readonly codec: RecordCodec;
  /** The text that lies there; `null`: none. */
  read(): Promise<string | null>;
  /**
   * Puts `after` in the place of `before`, `null` being nothing, and answers `true`; or answers `false`, having done
   * nothing, if something else lies there by now. Atomic where the medium can be.
   */
  exchange(before: string | null, after: string | null): Promise<boolean>;
}

/**
 * Opens a slot's cell for the time that the work takes. It is where time limits and the errors of a medium belong.
 *
 * @throws {StorageError} if the medium fails or takes too long.
 */
export type OpenCell = <T>(slot: Slot, work: (cell: Cell) => Promise<T>) => Promise<T>;

/**
 * Makes the methods of a key store of a medium that keeps one text for each slot. They check the profile, write and read
 * records as text, compare generations, and go round again when others write at the same time. What cannot be read is
 * never replaced: it may be all that is left of a live key.
 *
 * They reject with an `InvalidInputError` if the slot or its profile is invalid, or if the record is not one for the slot. They
 * reject with a `StorageError` if a record cannot be read, or with the one that `open` rejects with. An error of another kind is
 * reported as `storage_unavailable`, without a word of it.
 *
 * @throws {InvalidInputError} `invalid_input` if `open` is not a function.
 * @example
 * ```ts
 * import { createSealer, recordStore } from '@turbosmtp-auth/core/seal';
 *
 * const sealer = createSealer(crypto.getRandomValues(new Uint8Array(32)));
 * const texts = new Map<string, string>();
 * const store = recordStore(async (slot, work) => {
 *   const name = JSON.stringify([slot.origin, slot.profile, slot.kind]);
 *   return work({
 *     codec: sealer.codec(slot),
 *     read: async () => texts.get(name) ?? null,
 *     exchange: async (before, after) => {
 *       if ((texts.get(name) ?? null) !== before) return false;
 *       if (after === null) texts.delete(name);
 *       else texts.set(name, after);
 *       return true;
 *     },
 *   });
 * });
 * ```
 */
export function recordStore(open: OpenCell): Pick<KeyStore, 'get' | 'set' | 'remove'> {
  checkFunction('open', open);
  /** A medium should not let out errors of its own. If it does, they may hold anything. */
  const opened = async <T>(slot: Slot, work: (cell: Cell) => Promise<T>): Promise<T> => {
    checkObject('slot', slot);
    checkProfile(slot.profile);
    return asStorageErrors(
      () => open(slot, work),
      () => ({ code: 'storage_unavailable' }),
    );
  };

  /** Puts what `encode` makes in the place of what the slot holds, `null` being nothing. */
  const replace = (
    slot: Slot,
    encode: (codec: RecordCodec) => Promise<string> | null,
    ifGen?: string | null,
  ): Promise<boolean> =>
    opened(slot, async (cell) => {
      const after = await encode(cell.codec);
      for (let turn = 0; turn < TURNS; turn++) {
        const before = await cell.read();
        const record = before === null ? null : await cell.codec.decode(before);
        if (ifGen !== undefined && (record?.gen ?? null) !== ifGen) return false;
        if (after === null && before === null) return false;
        if (await cell.exchange(before, after)) return true;
        // Another write succeeded in between.
      }
      throw storageError('storage_unavailable', {
        ...clientHint('record_replaced_while_written'),
        retryable: true,
      });
    });

  return {
    get: (slot) =>
      opened(slot, async (cell) => {
        const text = await cell.read();
        return text === null ? null : cell.codec.decode(text);
      }),
    set: (slot, record, ifGen) => replace(slot, (codec) => codec.encode(record), ifGen),
    remove: (slot, ifGen) => replace(slot, () => null, ifGen),
  };
}

/** More turns than writers can take in the time of a call. A medium that always says `false` is not asked for ever. */
const TURNS = 1_000;
