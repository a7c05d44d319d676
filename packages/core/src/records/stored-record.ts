import { invalidInput, storageError } from '../errors/build.ts';
import type { StorageError } from '../errors/errors.ts';
import { type Slot, type StoredRecord, slotKinds } from './key-store.ts';

type Check = (value: unknown) => boolean;

const VERSION = 1;

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
const secret = /* @__PURE__ */ text(4096, /[^\x21-\x7e]/);
const generation = /* @__PURE__ */ text(128, /[^\x21-\x7e]/);
const account = /* @__PURE__ */ text(320, /\p{Cc}/u);
/** A word of lower case, as every code of an error is. */
const word: Check = (value) => typeof value === 'string' && /^[a-z][a-z\d_]{1,99}$/.test(value);
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
function isListOfSecrets(value: unknown): boolean {
  return Array.isArray(value) && Array.from(value).every(secret);
}
/** Only what the value itself holds counts. */
function isPair(value: unknown): boolean {
  return ['key', 'secret'].every(
    (name) => Object.hasOwn(Object(value), name) && secret((value as Record<string, unknown>)[name]), // it has the name
  );
}
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
    label: /* @__PURE__ */ optional((value) => typeof value === 'string' && value.length <= 1024),
    replaces: /* @__PURE__ */ optional(isPair),
    siblings: /* @__PURE__ */ optional(isListOfSecrets),
  },
  revocation: { gen: generation, keys: isListOfSecrets },
  pending: {
    gen: generation,
    startedAt: time,
    replaces: /* @__PURE__ */ optional(secret),
    failures: /* @__PURE__ */ optional(count),
    until: /* @__PURE__ */ optional(time),
    code: /* @__PURE__ */ optional(word),
    status: /* @__PURE__ */ optional(count),
  },
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
    own('v') === VERSION &&
    own('kind') === kind &&
    Object.entries(fields[kind]).every(([name, check]) => check(own(name)))
  );
}

/**
 * Whether a value is what a newer version of this package wrote: its `v` is higher, or this version does not know its
 * `kind`. Such a record is whole, and others can read it. So it is refused with `storage_too_new` and stays where it is,
 * even where a damaged one is moved. Only what the value itself holds counts. For authors of stores whose media keep more
 * than texts.
 *
 * @example
 * ```ts
 * import { isNewerRecord } from '@turbosmtp-auth/core/seal';
 *
 * console.log(isNewerRecord({ v: 2, kind: 'session' })); // true
 * ```
 */
export function isNewerRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { v, kind } = Object.assign(Object.create(null), value); // inherits nothing
  return (
    Number.isSafeInteger(v) && (v > VERSION || (v === VERSION && word(kind) && !slotKinds.includes(kind)))
  );
}

/** What is wrong with a value that is no whole record of this kind. */
export const notARecord = (value: unknown): StorageError =>
  storageError(isNewerRecord(value) ? 'storage_too_new' : 'storage_damaged');

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
