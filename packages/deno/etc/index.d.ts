import { Client, ClientOptions, KeyStore, Lock } from "@turbosmtp-auth/core";
import { SealingKey, SealingKey as SealingKey$1 } from "@turbosmtp-auth/core/seal";
export * from "@turbosmtp-auth/core";
export declare function createClient(options?: ClientOptions): Client;
interface FileLockOptions {
  readonly directory: string;
}
export declare function fileLock({ directory }: FileLockOptions): Lock;
interface KeychainOptions {
  readonly timeout?: number;
  readonly lock?: Lock;
}
export declare function keychainKeyStore({ timeout, lock }?: KeychainOptions): KeyStore;
interface SealedFileOptions {
  readonly directory: string;
  readonly sealingKey: SealingKey$1;
}
export declare function sealedFileKeyStore({ directory, sealingKey }: SealedFileOptions): KeyStore;
export type { FileLockOptions, KeychainOptions, SealedFileOptions, SealingKey };