import { Assurance, Client, ClientOptions, KeyStore, Lock } from "@turbosmtp-auth/core";
import { SealingKey, SealingKey as SealingKey$1 } from "@turbosmtp-auth/core/seal";
export * from "@turbosmtp-auth/core";
interface RungOptions {
  readonly sealingKey: SealingKey$1 | undefined;
  readonly directory: string | undefined;
  readonly memory: KeyStore;
}
type Opened = {
  readonly store: KeyStore;
  readonly because: string;
} | {
  readonly absent: string;
};
interface Rung {
  readonly name: "sealed file" | "OS keychain" | "memory";
  readonly assurance: Assurance;
  open(options: RungOptions): Promise<Opened>;
}
interface RungVerdict {
  readonly store: Rung["name"];
  readonly assurance: Assurance;
  readonly verdict: "chosen" | "absent" | "failed" | "below-assurance" | "not-needed";
  readonly reason: string;
}
interface AutoKeyStoreOptions {
  readonly minAssurance?: Assurance;
  readonly sealingKey?: SealingKey$1;
  readonly directory?: string;
}
interface KeyStoreExplanation {
  readonly chosen: RungVerdict["store"] | null;
  readonly stores: readonly RungVerdict[];
  readonly code?: string;
}
export declare function autoKeyStore(options?: AutoKeyStoreOptions): KeyStore;
export declare function explainKeyStore({ minAssurance, sealingKey, directory }?: AutoKeyStoreOptions): Promise<KeyStoreExplanation>;
export declare function createClient(options?: ClientOptions): Client;
interface FileLockOptions {
  readonly directory?: string;
}
export declare function fileLock({ directory }?: FileLockOptions): Lock;
type SealingKeySource = "$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key" | "TURBOSMTP_AUTH_STORE_KEY_FILE" | "/run/secrets/turbosmtp_auth_store_key" | "TURBOSMTP_AUTH_STORE_KEY";
interface SealingKeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: string;
}
interface FoundSealingKey {
  readonly key: Uint8Array;
  readonly source: SealingKeySource;
}
export declare function findSealingKey(places?: SealingKeyPlaces): Promise<FoundSealingKey | null>;
interface KeychainOptions {
  readonly timeout?: number;
  readonly lock?: Lock;
}
export declare function keychainKeyStore({ timeout, lock }?: KeychainOptions): KeyStore;
interface NodeFetchOptions {
  readonly proxy?: string | URL | "environment" | false;
  readonly noProxy?: string;
  readonly ca?: string | readonly string[];
  readonly keepAlive?: number | false;
}
export declare function nodeFetch(options?: NodeFetchOptions): typeof fetch;
interface NodeRedisClient {
  eval(script: string, options: {
    keys: string[];
    arguments: string[];
  }): Promise<unknown>;
}
interface IORedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  defineCommand(name: string, definition: {
    lua: string;
  }): void;
}
type RedisClient = NodeRedisClient | IORedisClient;
interface RedisKeyStoreOptions {
  readonly sealingKey: SealingKey$1;
  readonly prefix?: string;
}
export declare function redisKeyStore(client: RedisClient, { sealingKey, prefix }: RedisKeyStoreOptions): KeyStore;
interface RedisLockOptions {
  readonly prefix?: string;
}
export declare function redisLock(client: RedisClient, { prefix }?: RedisLockOptions): Lock;
interface SealedFileOptions {
  readonly directory?: string;
  readonly sealingKey: SealingKey$1;
}
export declare function sealedFileKeyStore({ directory, sealingKey }: SealedFileOptions): KeyStore;
interface UnstorageStorage {
  getItem(key: string): Promise<unknown>;
  setItem(key: string, value: string): Promise<void>;
  removeItem(key: string): Promise<void>;
  getMount(key: string): {
    readonly driver: {
      readonly name?: string | undefined;
    };
  };
  watch(listener: (event: "update" | "remove", key: string) => unknown): Promise<() => unknown>;
}
interface UnstorageKeyStoreOptions {
  readonly sealingKey: SealingKey$1;
  readonly prefix?: string;
  readonly watch?: boolean;
}
export declare function unstorageKeyStore(storage: UnstorageStorage, { sealingKey, prefix, watch }: UnstorageKeyStoreOptions): KeyStore;
export type { AutoKeyStoreOptions, FileLockOptions, FoundSealingKey, IORedisClient, KeyStoreExplanation, KeychainOptions, NodeFetchOptions, NodeRedisClient, RedisClient, RedisKeyStoreOptions, RedisLockOptions, RungVerdict, SealedFileOptions, SealingKey, SealingKeyPlaces, SealingKeySource, UnstorageKeyStoreOptions, UnstorageStorage };