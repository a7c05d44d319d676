import { storageError } from '../errors/build.ts';
import type { Slot, StoredRecord } from '../records/key-store.ts';
import { slotDigest } from '../records/slot-digest.ts';
import { isStoredRecord, jsonOf, notARecord } from '../records/stored-record.ts';
import { encodeBase64url } from '../seal/base64url.ts';
import { keychainHint } from './hints.ts';

/** The most characters that an entry holds. Windows takes 2,560 bytes of UTF-16; the rest is for its own additions. */
const MAX_TEXT = 1_000;

const VERSION = 1;

/**
 * A keychain encrypts, but proves nothing to its readers: the sum tells a damaged record, the slot a moved one. Neither can
 * be trusted against a program that may write to the keychain. That is not needed, since such a program can also read the
 * key.
 */
const sumOf = async (slot: string, json: string): Promise<string> => {
  const bytes = new TextEncoder().encode(`${slot} ${json}`);
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes), 0, 9));
};

const markOf = async (slot: Slot): Promise<string> => (await slotDigest(slot)).slice(0, 16);

/**
 * A record as an entry of a keychain holds it: compact JSON. All that a client writes with keys of 40 characters fits,
 * a full queue of 16 keys to be revoked included.
 *
 * @throws {InvalidInputError} where the record is not one for this slot.
 * @throws {StorageError} `storage_full` where the text has more than {@link MAX_TEXT} characters.
 */
export async function textOf(slot: Slot, record: StoredRecord): Promise<string> {
  const json = jsonOf(record, slot.kind);
  const mark = await markOf(slot);
  const text = JSON.stringify({ v: VERSION, slot: mark, sum: await sumOf(mark, json), record });
  if (text.length > MAX_TEXT) throw storageError('storage_full', keychainHint('too_long_for_keychain'));
  return text;
}

/**
 * The record that {@link textOf} made for this slot.
 *
 * @throws {StorageError} `storage_damaged`, `storage_too_new`, or, of a whole record for another slot, `storage_misplaced`.
 */
export async function recordOf(slot: Slot, text: string): Promise<StoredRecord> {
  const { v, slot: mark, sum, record } = parse(text);
  if (Number.isInteger(v) && (v as number) > VERSION) throw storageError('storage_too_new'); // an integer
  if (v !== VERSION || typeof mark !== 'string' || sum !== (await sumOf(mark, JSON.stringify(record))))
    throw storageError('storage_damaged');
  if (mark !== (await markOf(slot))) throw storageError('storage_misplaced');
  if (!isStoredRecord(record, slot.kind)) throw notARecord(record);
  return record;
}

/** What the text says, if it says anything. Never lets the parser's error out: it repeats the text. */
function parse(text: string): { v?: unknown; slot?: unknown; sum?: unknown; record?: unknown } {
  try {
    return Object.assign(Object.create(null), JSON.parse(text)); // inherits nothing
  } catch {
    throw storageError('storage_damaged');
  }
}
