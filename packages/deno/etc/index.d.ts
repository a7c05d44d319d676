import type { Client, ClientOptions, KeyStore, Lock, OriginsOptions } from "@turbosmtp-auth/core";
import type { SealingKeys } from "@turbosmtp-auth/core/seal";
export * from "@turbosmtp-auth/core";
export type { SealingKey, SealingKeys } from "@turbosmtp-auth/core/seal";

export declare function createClient(options?: ClientOptions): Client;
export declare function fileLock(options: FileLockOptions): Lock;
export interface FileLockOptions {
  readonly directory: string;
}
export declare function keychainKeyStore(options?: KeychainOptions): KeyStore;
export interface KeychainOptions {
  readonly timeout?: number;
  readonly lock?: Lock;
}
export type PermissionOptions = OriginsOptions & Pick<ClientOptions, "fetch" | "keyStore" | "lock">;
export declare function requiredPermissions(options?: PermissionOptions): string[];
export declare function sealedFileKeyStore(options: SealedFileOptions): KeyStore;
export interface SealedFileOptions {
  readonly directory: string;
  readonly sealingKey: SealingKeys;
}
