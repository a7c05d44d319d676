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
interface KeyStorePort {
  create(): Promise<KeyStore>;
  reopen?(store: KeyStore): Promise<KeyStore>;
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}
interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}
type KeyStoreContract = (port: KeyStorePort) => ContractCase[];
export declare const keyStoreContract: KeyStoreContract;
export type { ContractCase, KeyStoreContract, KeyStorePort };