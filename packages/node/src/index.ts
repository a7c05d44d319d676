export * from '@turbosmtp-auth/core';
export {
  type AutoKeyStoreOptions,
  autoKeyStore,
  explainKeyStore,
  type KeyStoreExplanation,
  type RungVerdict,
} from './auto-key-store.ts';
export type { CallContext, CallMessage } from './call-watch.ts';
// The one name that differs: here the platform is built in.
export { createClient } from './create-client.ts';
export { type FileLockOptions, fileLock } from './file-lock.ts';
export { type FindConsumerOptions, findConsumer } from './find-consumer.ts';
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
export { type RotationOptions, rotateConsumerKey } from './rotate-consumer-key.ts';
export { type SealedFileOptions, sealedFileKeyStore } from './sealed-file-key-store.ts';
export type { UnstorageStorage } from './unstorage/storage.ts';
export { type UnstorageKeyStoreOptions, unstorageKeyStore } from './unstorage-key-store.ts';
