import type { KeyStore, Slot } from '../records/key-store.ts';

/**
 * How the contract gets at a kind of store. If a method is left out, its cases are left out.
 *
 * @throws Anything: the case then fails with it.
 */
export interface KeyStorePort {
  /** A store that is empty. */
  create(): Promise<KeyStore>;
  /** The same records as another process, worker or tab would see them. */
  reopen?(store: KeyStore): Promise<KeyStore>;
  /** Changes what is at rest in a slot, as a failing disk would. */
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}

/** One promise of the contract. */
export interface ContractCase {
  /** The promise, as the name of a test. */
  readonly name: string;
  /**
   * Makes a store and holds it to the promise.
   *
   * @throws {Error} that says what was broken; or what the store rejects with.
   */
  run(): Promise<void>;
}

/** The contract of every {@link KeyStore}, as cases for any test runner. */
export type KeyStoreContract = (port: KeyStorePort) => ContractCase[];

/** A case before it is given a store to hold to account. Each run makes a store of its own. */
export type Promised = Readonly<Record<string, (store: KeyStore, port: KeyStorePort) => Promise<void>>>;
