export declare const answerScript: string;
type StorageCode = "storage_unavailable" | "storage_denied" | "storage_insecure" | "storage_damaged" | "storage_wrong_key" | "storage_misplaced" | "storage_too_new" | "storage_full" | "storage_timeout" | "storage_below_assurance";
interface KeychainFault {
  readonly code: StorageCode;
  readonly hint?: string;
  readonly absent?: string;
}
interface KeychainAbsence extends KeychainFault {
  readonly absent: string;
}
export declare const noSessionBus: KeychainAbsence;
export declare const noKeyring: KeychainAbsence;
export declare function keychainFault(message: string): KeychainFault;
interface KeychainPort {
  read(entry: string, timeout: number): Promise<string | null>;
  replace(entry: string, before: string | null, after: string | null, timeout: number): Promise<boolean>;
}
type Assurance = "memory" | "session" | "encrypted" | "os";
interface Slot {
  readonly origin: string;
  readonly profile: string;
  readonly kind: "session" | "consumer" | "revocation" | "pending";
}
interface SessionRecord {
  v: 1;
  kind: "session";
  gen: string;
  key: string;
  account: string;
  mintedAt: number;
  expiresAt: number | null;
  clockOffset: number;
}
interface ConsumerRecord {
  v: 1;
  kind: "consumer";
  gen: string;
  key: string;
  secret: string;
  label?: string;
}
interface RevocationRecord {
  v: 1;
  kind: "revocation";
  gen: string;
  keys: readonly string[];
}
interface PendingRecord {
  v: 1;
  kind: "pending";
  gen: string;
  startedAt: number;
}
type StoredRecord = SessionRecord | ConsumerRecord | RevocationRecord | PendingRecord;
interface KeyStoreDescription {
  backend: string;
  assurance: Assurance;
  persistent: boolean;
  sharedWith: string;
}
interface KeyStore {
  describe(): Promise<KeyStoreDescription>;
  get(slot: Slot): Promise<StoredRecord | null>;
  set(slot: Slot, record: StoredRecord, ifGen?: string | null): Promise<boolean>;
  remove(slot: Slot, ifGen?: string): Promise<boolean>;
  watch?(listener: (slot: Slot) => void): () => void;
}
type Lock = <T>(name: string, work: () => Promise<T>, options?: {
  signal?: AbortSignal;
  timeout?: number;
}) => Promise<T>;
interface KeychainRecordsOptions {
  readonly port: () => KeychainPort | Promise<KeychainPort>;
  readonly timeout?: number | undefined;
  readonly lock?: Lock | undefined;
}
export declare function keychainRecords({ port: load, timeout, lock }: KeychainRecordsOptions): KeyStore;
export declare function atKeychain<T>(processes: Lock | undefined, timeout: number, work: (left: () => number) => Promise<T>): Promise<T>;
export type { KeychainAbsence, KeychainFault, KeychainPort, KeychainRecordsOptions };