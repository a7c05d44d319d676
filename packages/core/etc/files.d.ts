type StorageCode = "storage_unavailable" | "storage_denied" | "storage_insecure" | "storage_damaged" | "storage_wrong_key" | "storage_misplaced" | "storage_too_new" | "storage_full" | "storage_timeout" | "storage_below_assurance";
interface FileFacts {
  readonly type: "file" | "directory" | "link" | "other";
  readonly mode: number | null;
  readonly owner: number | null;
  readonly size: number;
  readonly id: string | null;
  readonly modified: number | null;
}
interface OpenFile {
  facts(): Promise<FileFacts>;
  read(limit: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
interface FileFault {
  readonly code: StorageCode;
  readonly hint?: string;
}
interface FilePort {
  user(): number | null;
  join(directory: string, name: string): string;
  facts(path: string): Promise<FileFacts | null>;
  open(path: string): Promise<OpenFile | null>;
  create(path: string, bytes: Uint8Array, options?: {
    readonly durable: boolean;
  }): Promise<void>;
  createDirectory(path: string): Promise<void>;
  link(from: string, to: string): Promise<"linked" | "taken" | "unsupported">;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<boolean>;
  list(directory: string): Promise<string[]>;
  syncDirectory(path: string): Promise<void>;
  fault(error: unknown): FileFault;
}
export declare function faultOfErrno(errno: unknown): FileFault;
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
interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
interface ProcessFacts {
  readonly running: boolean;
  readonly started: string | null;
}
interface LockHost {
  readonly files: FilePort;
  readonly pid: number;
  scope(): Promise<string | null>;
  process(pid: number): Promise<ProcessFacts | null>;
  touch(path: string): Promise<void>;
  every(ms: number, work: () => void): () => void;
}
interface FileLockOptions {
  readonly host: () => LockHost | Promise<LockHost>;
  readonly directory: () => string;
  readonly clock?: Clock;
}
export declare function createFileLock({ host: load, directory, clock }: FileLockOptions): Lock;
interface ProcReader {
  readText(path: string): Promise<string | null>;
  readLink(path: string): Promise<string | null>;
}
export declare function linuxProcesses({ readText, readLink }: ProcReader): Pick<LockHost, "scope" | "process">;
interface Sealer {
  seal(slot: Slot, record: StoredRecord): Promise<string>;
  unseal(slot: Slot, sealed: string): Promise<StoredRecord>;
}
interface SealedRecordsOptions {
  readonly port: () => FilePort | Promise<FilePort>;
  readonly directory: () => string;
  readonly sealer: Sealer;
  readonly lock?: Lock;
}
export declare function sealedRecords({ port: load, directory, sealer, lock: processes }: SealedRecordsOptions): KeyStore;
export type { FileFacts, FileFault, FileLockOptions, FilePort, LockHost, OpenFile, ProcReader, ProcessFacts, SealedRecordsOptions };