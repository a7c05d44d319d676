/** Every {@link Assurance}, ascending. */
export const assurances = ['memory', 'session', 'encrypted', 'os'] as const;

/**
 * How well a store keeps a key, ascending: `memory` dies with the process, `session` with the browser session,
 * `encrypted` is sealed at rest, `os` is kept by the operating system's keychain.
 */
export type Assurance = (typeof assurances)[number];

/** What may be kept for one origin and profile: a slot for each. */
export const slotKinds = ['session', 'consumer', 'revocation', 'pending'] as const;

/** Where a record lives. There is one record per slot and never a file that several slots share. */
export interface Slot {
  /** Origin of the base URL, as in `new URL(baseUrl).origin`. */
  readonly origin: string;
  /** `[A-Za-z0-9._-]{1,64}`, neither `.` nor `..` nor a device name. */
  readonly profile: string;
  readonly kind: (typeof slotKinds)[number];
}

/** An API key and what is known of it. Times are epoch milliseconds on the service's clock. */
export interface SessionRecord {
  v: 1;
  kind: 'session';
  /** Random per write: what `ifGen` is compared with. */
  gen: string;
  key: string;
  account: string;
  mintedAt: number;
  /** `null` for a key that never expires. */
  expiresAt: number | null;
  /** Service clock minus local clock when the key was minted, so that a fresh process knows it. */
  clockOffset: number;
}

/** A consumer pair, the service's other authentication scheme. */
export interface ConsumerRecord {
  v: 1;
  kind: 'consumer';
  gen: string;
  key: string;
  secret: string;
  label?: string;
}

/** Keys signed out of but not yet revoked on the service. */
export interface RevocationRecord {
  v: 1;
  kind: 'revocation';
  gen: string;
  keys: readonly string[];
}

/** A login in flight. Writing it first also proves that the store can be written to. */
export interface PendingRecord {
  v: 1;
  kind: 'pending';
  gen: string;
  startedAt: number;
}

/** What a slot holds. */
export type StoredRecord = SessionRecord | ConsumerRecord | RevocationRecord | PendingRecord;

/** What a store says of itself; see {@link KeyStore.describe}. */
export interface KeyStoreDescription {
  /** What holds the records, for people: `memory`, `sealed file`, `IndexedDB`, … */
  backend: string;
  assurance: Assurance;
  /** Whether records outlive the process. */
  persistent: boolean;
  /** Who else sees them: `this process`, `this user`, `this origin`, … */
  sharedWith: string;
}

/**
 * Keeps records, one per slot. Every method rejects with a `StorageError` when the medium fails and never with
 * anything that holds a secret. The contract that every implementation must pass is
 * `keyStoreContract` in `@turbosmtp-auth/core/testing`.
 */
export interface KeyStore {
  describe(): Promise<KeyStoreDescription>;
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
