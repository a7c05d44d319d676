import { storageError } from '@turbosmtp-auth/core';
import { transact } from './database.ts';
import { storageAbsent } from './storage-errors.ts';

const KEY = 'sealing';

/**
 * The key that seals every record of this database: made once, in the browser, and never extractable, so that no
 * script can carry it elsewhere.
 */
export async function sealingKey(database: IDBDatabase): Promise<CryptoKey> {
  const stored = await transact<unknown>(database, 'readonly', ({ store, after, answer }) =>
    after(store('keys').get(KEY), answer),
  );
  if (stored !== undefined) return checked(stored);
  // Typed as always there, but it is not on a page that is neither HTTPS nor loopback.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) throw storageAbsent('WebCrypto (it needs HTTPS)');
  const fresh = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two tabs may both come here: transactions run one after the other, and the later one takes the earlier's key.
  const winner = await transact<unknown>(database, 'readwrite', ({ store, after, answer }) => {
    const keys = store('keys');
    after(keys.get(KEY), (present) => {
      if (present === undefined) keys.put(fresh, KEY);
      answer(present ?? fresh);
    });
  });
  return checked(winner);
}

/** What lies where the key belongs, if it is one that we would have made. */
function checked(value: unknown): CryptoKey {
  if (value instanceof CryptoKey && value.algorithm.name === 'AES-GCM' && !value.extractable) return value;
  throw storageError('storage_damaged', { hint: 'Clear the data of this site, then log in again.' });
}
