import type { Assurance, Client, ClientOptions, ConsumerPair, ConsumerPermission, KeyStore, Lock, OperationName, SealingKeys, TraceEvent } from "@turbosmtp-auth/core";
export * from "@turbosmtp-auth/core";

export declare function autoKeyStore(options?: AutoKeyStoreOptions): KeyStore;
export interface AutoKeyStoreOptions {
  readonly minAssurance?: Assurance;
  readonly sealingKey?: SealingKeys;
  readonly directory?: string;
}
export interface CallContext {
  readonly call: string;
  readonly operation: OperationName | "fetch";
  error?: Error;
}
export interface CallMessage {
  readonly event: TraceEvent;
  readonly context: CallContext;
}
export declare function createClient(options?: ClientOptions): Client;
export declare function explainKeyStore(options?: AutoKeyStoreOptions): Promise<KeyStoreExplanation>;
export declare function fileLock(options?: FileLockOptions): Lock;
export interface FileLockOptions {
  readonly directory?: string;
}
export declare function findConsumer(options?: FindConsumerOptions): Promise<ConsumerPair | null>;
export interface FindConsumerOptions {
  readonly keyStore?: KeyStore;
  readonly profile?: string;
  readonly baseUrl?: string | URL;
}
export declare function findSealingKey(places?: SealingKeyPlaces): Promise<FoundSealingKey | null>;
export interface FoundSealingKey {
  readonly key: Uint8Array | readonly Uint8Array[];
  readonly source: SealingKeySource;
}
export interface IORedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  defineCommand(name: string, definition: {
    lua: string;
  }): void;
}
export declare function keychainKeyStore(options?: KeychainOptions): KeyStore;
export interface KeychainOptions {
  readonly timeout?: number;
  readonly lock?: Lock;
}
export interface KeyStoreExplanation {
  readonly chosen: RungVerdict["store"] | null;
  readonly stores: readonly RungVerdict[];
  readonly code?: string;
}
export declare function nodeFetch(options?: NodeFetchOptions): typeof fetch;
export interface NodeFetchOptions {
  readonly proxy?: string | URL | "environment" | false;
  readonly noProxy?: string;
  readonly ca?: string | readonly string[];
  readonly keepAlive?: number | false;
}
export interface NodeRedisClient {
  eval(script: string, options: {
    keys: string[];
    arguments: string[];
  }): Promise<unknown>;
}
export type RedisClient = NodeRedisClient | IORedisClient;
export declare function redisKeyStore(client: RedisClient, options: RedisKeyStoreOptions): KeyStore;
export interface RedisKeyStoreOptions {
  readonly sealingKey: SealingKeys;
  readonly prefix?: string;
}
export declare function redisLock(client: RedisClient, options?: RedisLockOptions): Lock;
export interface RedisLockOptions {
  readonly prefix?: string;
}
export declare function rotateConsumerKey(client: Client, options?: RotationOptions): Promise<ConsumerPair>;
export interface RotationOptions {
  readonly keyStore?: KeyStore;
  readonly profile?: string;
  readonly permissions?: readonly ConsumerPermission[];
  readonly keepOldIfUntried?: boolean;
}
export interface RungVerdict {
  readonly store: Rung["name"];
  readonly assurance: Assurance;
  readonly verdict: "chosen" | "absent" | "failed" | "below-assurance" | "not-needed";
  readonly reason: string;
}
export declare function sealedFileKeyStore(options: SealedFileOptions): KeyStore;
export interface SealedFileOptions {
  readonly directory?: string;
  readonly sealingKey: SealingKeys;
}
export interface SealingKeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: string;
}
export type SealingKeySource = "$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key" | "TURBOSMTP_AUTH_STORE_KEY_FILE" | "/run/secrets/turbosmtp_auth_store_key" | "TURBOSMTP_AUTH_STORE_KEY";
export declare function unstorageKeyStore(storage: UnstorageStorage, options: UnstorageKeyStoreOptions): KeyStore;
export interface UnstorageKeyStoreOptions {
  readonly sealingKey: SealingKeys;
  readonly prefix?: string;
  readonly watch?: boolean;
}
export interface UnstorageStorage {
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

// Named above, and not exported:
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
interface RungOptions {
  readonly sealingKey: SealingKeys | undefined;
  readonly directory: string | undefined;
  readonly memory: KeyStore;
}
