import type { KeyStore, Slot } from "./index";

export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}
export type KeyStoreContract = (port: KeyStorePort) => ContractCase[];
export declare function keyStoreContract(port: KeyStorePort): ContractCase[];
export interface KeyStorePort {
  create(): Promise<KeyStore>;
  reopen?(store: KeyStore): Promise<KeyStore>;
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}
