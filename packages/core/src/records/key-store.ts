/** Every {@link Assurance}, ascending. */
export const assurances: readonly ['memory', 'session', 'encrypted', 'os'] = /* @__PURE__ */ Object.freeze([
  'memory',
  'session',
  'encrypted',
  'os',
]);

/**
 * How well a store keeps a key, ascending. `memory` ends with the process, and `session` with the browser session.
 * `encrypted` is sealed at rest. `os` is in the operating system's keychain.
 */
export type Assurance = (typeof assurances)[number];

/** What may be kept for one origin and profile: a slot for each. The first is the session of the client. */
export const slotKinds: readonly ['session', 'consumer', 'revocation', 'pending'] =
  /* @__PURE__ */ Object.freeze(['session', 'consumer', 'revocation', 'pending']);

/** Where a record lives. There is one record per slot and never a file that several slots share. */
export interface Slot {
  /** Origin of the base URL, as in `new URL(baseUrl).origin`. */
  readonly origin: string;
  /** `[A-Za-z0-9._-]{1,64}`, neither `.` nor `..` nor a device name. */
  readonly profile: string;
  /** Which of the four records of a profile. */
  readonly kind: (typeof slotKinds)[number];
}

/** An API key and what is known of it. Times are epoch milliseconds on the service's clock. */
export interface SessionRecord {
  /** Version of this format. */
  v: 1;
  /** The kind of slot that it lies in. */
  kind: 'session';
  /** Random per write: what `ifGen` is compared with. */
  gen: string;
  /** The API key. */
  key: string;
  /** E-mail address. */
  account: string;
  /** When the key was asked for. */
  mintedAt: number;
  /** When it expires; `null`: never. */
  expiresAt: number | null;
  /** Service clock minus local clock when the key was minted, so that a fresh process knows it. */
  clockOffset: number;
}

/** A consumer pair, the service's other authentication scheme. The CLI stores one. */
export interface ConsumerRecord {
  /** Version of this format. */
  v: 1;
  /** The kind of slot that it lies in. */
  kind: 'consumer';
  /** Random per write. */
  gen: string;
  /** Sent as `consumerKey`. */
  key: string;
  /** Sent as `consumerSecret`. */
  secret: string;
  /** What the service calls the pair. */
  label?: string;
  /** A rotation is under way: the pair that was saved before this one, and is not deleted yet. */
  replaces?: {
    /** Sent as `consumerKey`. */
    key: string;
    /** Sent as `consumerSecret`. */
    secret: string;
  };
  /**
   * A rotation is about to create a pair: the keys of the pairs like this one that the account had before. If the program
   * ends there, the next rotation finds the pair whose secret is lost. Beside `replaces`: the rotation failed, and
   * `replaces` is to be deleted.
   */
  siblings?: readonly string[];
}

/** Keys signed out of but not yet revoked on the service. */
export interface RevocationRecord {
  /** Version of this format. */
  v: 1;
  /** The kind of slot that it lies in. */
  kind: 'revocation';
  /** Random per write. */
  gen: string;
  /** API keys, at least one. */
  keys: readonly string[];
}

/**
 * A login in flight. Writing it first also proves that the store can be written to. After an unattended login failed it
 * stays, and keeps the back-off for every client of the profile, until the service accepts a key.
 */
export interface PendingRecord {
  /** Version of this format. */
  v: 1;
  /** The kind of slot that it lies in. */
  kind: 'pending';
  /** Random per write. */
  gen: string;
  /** When the login began, in epoch milliseconds. */
  startedAt: number;
  /** The key that the login replaces. If the program ends, the next login or logout sees to it that it is revoked. */
  replaces?: string;
  /** Unattended logins that failed, one after the other. */
  failures?: number;
  /** Until when none is made, in epoch milliseconds. */
  until?: number;
  /** The code of the last failure. */
  code?: string;
  /** The HTTP status of the last failure. */
  status?: number;
}

/** What a slot holds. */
export type StoredRecord = SessionRecord | ConsumerRecord | RevocationRecord | PendingRecord;

/** What a store says of itself; see {@link KeyStore.describe}. */
export interface KeyStoreDescription {
  /** What holds the records, for people: `memory`, `sealed file`, `IndexedDB`, … */
  backend: string;
  /** How well it keeps them. */
  assurance: Assurance;
  /** Whether records outlive the process. */
  persistent: boolean;
  /** Who else sees them: `this process`, `this user`, `this origin`, … */
  sharedWith: string;
}

/**
 * Keeps records, one per slot. No method rejects with anything that holds a secret. The contract that every implementation
 * must pass is `keyStoreContract` in `@turbosmtp-auth/core/testing`.
 *
 * @throws {StorageError} from every method, with a code of {@link StorageCode}, if the medium fails.
 * @throws {InvalidInputError} from every method but `describe`, if the slot or its profile is invalid, or if the record is not one
 * for the slot.
 */
export interface KeyStore {
  /** What the store says of itself. It does not touch a record. */
  describe(): Promise<KeyStoreDescription>;
  /** The record in a slot; `null` if it is empty. */
  get(slot: Slot): Promise<StoredRecord | null>;
  /**
   * Writes the record and answers `true`. With `ifGen` it does so only while the slot still holds that generation
   * (`null`: while it is empty) and otherwise answers `false`; atomic where the medium can be.
   */
  set(slot: Slot, record: StoredRecord, ifGen?: string | null): Promise<boolean>;
  /** Removes the record, with `ifGen` only that generation, and answers whether it did. */
  remove(slot: Slot, ifGen?: string): Promise<boolean>;
  /** Reports slots written by another tab, worker or process, until the returned function is called. */
  watch?(listener: (slot: Slot) => void): () => void;
}
