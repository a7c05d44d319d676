export * from '@turbosmtp-auth/core';
export { createClient } from './create-client.ts';
export { type IndexedDBKeyStoreOptions, indexedDBKeyStore } from './indexeddb-key-store.ts';
export { platform } from './platform.ts';
export { type SessionKeyStoreOptions, sessionKeyStore } from './session-key-store.ts';
export { webLock } from './web-lock.ts';
