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
export declare const MAX_SEALED = 16384;
interface Sealer {
  seal(slot: Slot, record: StoredRecord): Promise<string>;
  unseal(slot: Slot, sealed: string): Promise<StoredRecord>;
}
type SealingKey = Uint8Array | CryptoKey | {
  readonly passphrase: string;
};
export declare function createSealer(sealingKey: SealingKey): Sealer;
export declare function createKeySealer(key: CryptoKey): Sealer;
export type { Sealer, SealingKey };