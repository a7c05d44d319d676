import { memoryLock } from '../locks/memory-lock.ts';
import type { Assurance } from '../records/key-store.ts';
import { memoryKeyStore } from '../records/memory-key-store.ts';
import type { ClientOptions } from './options.ts';
import type { Platform } from './platform.ts';

/**
 * What a client keeps its key with. A client with a `fetch` or a `clock` of its own is usually a test. Other clients should
 * not find its key, which is from another service or another time, and it should not find theirs. So it has a memory of its
 * own. A client that asks for more assurance than memory has keeps its key where the platform does.
 */
export function keptWith(
  options: ClientOptions,
  minAssurance: Assurance,
  platform: Platform,
): Pick<Platform, 'keyStore' | 'lock'> {
  const apart = !options.keyStore && (options.fetch || options.clock) && minAssurance === 'memory';
  const {
    keyStore = apart ? memoryKeyStore() : platform.keyStore,
    lock = apart ? memoryLock() : platform.lock,
  } = options;
  return { keyStore, lock };
}
