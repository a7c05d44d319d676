import { invalidInput } from '../errors/build.ts';
import type { Slot, StoredRecord } from './key-store.ts';

type Check = (value: unknown) => boolean;

const MAX_TIME = 8.64e15; // the range of Date, ECMA-262 §21.4.1.1

const text =
  (max: number, forbidden: RegExp): Check =>
  (value) =>
    typeof value === 'string' &&
    value !== '' &&
    value.length <= max &&
    value.isWellFormed() &&
    !forbidden.test(value);

// Keys and secrets end in HTTP headers: nothing but visible ASCII may come out of a store.
const secret = text(4096, /[^\x21-\x7e]/);
const generation = text(128, /[^\x21-\x7e]/);
const account = text(320, /\p{Cc}/u);
const time: Check = (value) => typeof value === 'number' && Math.abs(value) <= MAX_TIME; // NaN fails too

/** The fields of each kind of record, beside `v` and `kind`. */
const fields: Record<Slot['kind'], Readonly<Record<string, Check>>> = {
  session: {
    gen: generation,
    key: secret,
    account,
    mintedAt: time,
    expiresAt: (value) => value === null || time(value),
    clockOffset: time,
  },
  consumer: {
    gen: generation,
    key: secret,
    secret,
    label: (value) => value === undefined || (typeof value === 'string' && value.length <= 1024),
  },
  revocation: { gen: generation, keys: (value) => Array.isArray(value) && Array.from(value).every(secret) },
  pending: { gen: generation, startedAt: time },
};

/**
 * Whether a value that came out of a store is a whole record of this kind. Only what the value itself holds counts,
 * never what it inherits; fields that are not ours are let be.
 */
export function isStoredRecord(value: unknown, kind: Slot['kind']): value is StoredRecord {
  if (typeof value !== 'object' || value === null) return false;
  const own = (name: string): unknown =>
    Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined; // an object has properties
  return (
    own('v') === 1 &&
    own('kind') === kind &&
    Object.entries(fields[kind]).every(([name, check]) => check(own(name)))
  );
}

/**
 * The JSON of a record.
 *
 * @throws {InvalidInputError} unless it is a whole record of this kind, which JSON can say.
 */
export function jsonOf(record: StoredRecord, kind: Slot['kind']): string {
  try {
    if (isStoredRecord(record, kind)) return JSON.stringify(record);
  } catch {
    // A field that is not ours, such as a BigInt.
  }
  throw invalidInput('record', 'not_a_record');
}
