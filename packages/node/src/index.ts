export * from '@turbosmtp-auth/core';
export {
  type AutoKeyStoreOptions,
  autoKeyStore,
  explainKeyStore,
  type KeyStoreExplanation,
  type RungVerdict,
} from './auto-key-store.ts';
// The one name that differs: here the platform is built in.
export { createClient } from './create-client.ts';
export { type FileLockOptions, fileLock } from './file-lock.ts';
export {
  type FoundSealingKey,
  findSealingKey,
  type SealingKeyPlaces,
  type SealingKeySource,
} from './find-sealing-key.ts';
export { type KeychainOptions, keychainKeyStore } from './keychain-key-store.ts';
export { type NodeFetchOptions, nodeFetch } from './node-fetch.ts';
export type { IORedisClient, NodeRedisClient, RedisClient } from './redis/client.ts';
export { type RedisKeyStoreOptions, redisKeyStore } from './redis-key-store.ts';
export { type RedisLockOptions, redisLock } from './redis-lock.ts';
export { type SealedFileOptions, type SealingKey, sealedFileKeyStore } from './sealed-file-key-store.ts';
export {
  type UnstorageKeyStoreOptions,
  type UnstorageStorage,
  unstorageKeyStore,
} from './unstorage-key-store.ts';
