import { storageError } from '@turbosmtp-auth/core';
import { browserHint } from '../hints.ts';
import { transact } from './database.ts';

const KEY = 'sealing';

/**
 * The key that seals every record of this database: made once, in the browser, and never extractable, so that no
 * script can carry it elsewhere. What lies in its place and is no key opens nothing, and makes way for one.
 */
export async function sealingKey(database: IDBDatabase): Promise<CryptoKey> {
  const stored = await transact(database, 'keys', KEY);
  if (isSealingKey(stored)) return stored;
  // Typed as always there, but it is not on a page that is neither HTTPS nor loopback.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) throw storageError('storage_unavailable', browserHint('no_web_crypto'));
  const fresh = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two tabs may both come here: transactions run one after the other, and the later one takes the earlier's key.
  return transact(database, 'keys', KEY, (present, keys) => {
    if (isSealingKey(present)) return present;
    if (present !== undefined) keys.put(present, 'aside');
    keys.put(fresh, KEY);
    return fresh;
  });
}

/** Whether it is one that we would have made. */
const isSealingKey = (value: unknown): value is CryptoKey =>
  value instanceof CryptoKey && value.algorithm.name === 'AES-GCM' && !value.extractable;
