import type { KeyStore, Slot } from "./index";

export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}
export type KeyStoreContract = (port: KeyStorePort) => ContractCase[];
export declare const keyStoreContract: KeyStoreContract;
export interface KeyStorePort {
  create(): Promise<KeyStore>;
  reopen?(store: KeyStore): Promise<KeyStore>;
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}
