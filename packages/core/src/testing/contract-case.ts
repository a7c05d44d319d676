import type { KeyStore, Slot } from '../records/key-store.ts';

/** How the contract gets at a kind of store. What is left out, its cases are left out with. */
export interface KeyStorePort {
  /** A store that is empty. */
  create(): Promise<KeyStore>;
  /** The same records as another process, worker or tab would see them. */
  reopen?(store: KeyStore): Promise<KeyStore>;
  /** Changes what is at rest in a slot, as a failing disk would. */
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}

/** One promise of the contract: `run` rejects, saying what was broken, unless the store keeps it. */
export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}

/** The contract of every {@link KeyStore}, for any test runner. */
export type KeyStoreContract = (port: KeyStorePort) => ContractCase[];

/** A case before it is given a store to hold to account. Each run makes a store of its own. */
export type Promised = Readonly<Record<string, (store: KeyStore, port: KeyStorePort) => Promise<void>>>;
