import type { Client, ClientOptions, KeyStore, Lock, Platform } from "@turbosmtp-auth/core";
export * from "@turbosmtp-auth/core";

export declare function createClient(options?: ClientOptions): Client;
export declare function indexedDBKeyStore(options?: IndexedDBKeyStoreOptions): KeyStore;
export interface IndexedDBKeyStoreOptions {
  name?: string;
}
export declare const platform: Platform;
export declare function sessionKeyStore(options?: SessionKeyStoreOptions): KeyStore;
export interface SessionKeyStoreOptions {
  name?: string;
}
export declare function webLock(): Lock;
