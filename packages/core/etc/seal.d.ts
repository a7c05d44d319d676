import type { Slot, StoredRecord } from "./index";

export declare function createKeySealer(key: CryptoKey): Sealer;
export declare function createSealer(sealingKey: SealingKey): Sealer;
export declare const MAX_SEALED = 16384;
export interface Sealer {
  seal(slot: Slot, record: StoredRecord): Promise<string>;
  unseal(slot: Slot, sealed: string): Promise<StoredRecord>;
}
export type SealingKey = Uint8Array | CryptoKey | {
  readonly passphrase: string;
};
