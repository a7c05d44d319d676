import { Client, ClientOptions, KeyStore, Lock, Platform } from "@turbosmtp-auth/core";
export * from "@turbosmtp-auth/core";
export declare function createClient(options?: ClientOptions): Client;
interface IndexedDBKeyStoreOptions {
  name?: string;
}
export declare function indexedDBKeyStore({ name }?: IndexedDBKeyStoreOptions): KeyStore;
export declare const platform: Platform;
interface SessionKeyStoreOptions {
  name?: string;
}
export declare function sessionKeyStore({ name }?: SessionKeyStoreOptions): KeyStore;
export declare function webLock(): Lock;
export type { IndexedDBKeyStoreOptions, SessionKeyStoreOptions };