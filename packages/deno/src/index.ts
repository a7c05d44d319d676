export * from '@turbosmtp-auth/core';
// The one name that differs: here the platform is built in.
export { createClient } from './create-client.ts';
export { type FileLockOptions, fileLock } from './file-lock.ts';
export { type KeychainOptions, keychainKeyStore } from './keychain-key-store.ts';
export { type PermissionOptions, requiredPermissions } from './required-permissions.ts';
export {
  type SealedFileOptions,
  type SealingKey,
  type SealingKeys,
  sealedFileKeyStore,
} from './sealed-file-key-store.ts';
