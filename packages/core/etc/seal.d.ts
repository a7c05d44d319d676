import type { KeyStore, SealingKeys, Slot, StoredRecord } from "./index";
export type { SealingKey, SealingKeys } from "./index";

export interface Cell {
  readonly codec: RecordCodec;
  read(): Promise<string | null>;
  exchange(before: string | null, after: string | null): Promise<boolean>;
}
export declare function createKeySealer(key: CryptoKey): Sealer;
export declare function createSealer(sealingKey: SealingKeys): Sealer;
export declare function isNewerRecord(value: unknown): boolean;
export declare const MAX_SEALED = 16384;
export type OpenCell = <T>(slot: Slot, work: (cell: Cell) => Promise<T>) => Promise<T>;
export interface RecordCodec {
  encode(record: StoredRecord): Promise<string>;
  decode(text: string): Promise<StoredRecord>;
}
export declare function recordStore(open: OpenCell): Pick<KeyStore, "get" | "set" | "remove">;
export interface Sealer {
  seal(slot: Slot, record: StoredRecord): Promise<string>;
  unseal(slot: Slot, sealed: string): Promise<StoredRecord>;
  codec(slot: Slot): RecordCodec;
}
