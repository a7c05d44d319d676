import { storageError } from '../errors/build.ts';
import type { StorageError } from '../errors/errors.ts';
import { directKey } from './direct-key.ts';
import type { KeyManagement } from './key-management.ts';
import { passphraseKey } from './passphrase-key.ts';
import { type Sealer, sealerOf } from './sealer.ts';
import { checkSealingKeys, type SealingKey, type SealingKeys } from './sealing-key.ts';

/**
 * Makes what a store needs in order to keep nothing in plain text. Of several keys, the first seals and each opens.
 *
 * @throws {InvalidInputError} where a key is not a {@link SealingKey}: not 32 bytes long, an empty passphrase, a
 * `CryptoKey` for something else.
 * @example
 * ```ts
 * import { createSealer } from '@turbosmtp-auth/core/seal';
 *
 * const sealer = createSealer(crypto.getRandomValues(new Uint8Array(32)));
 * const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' } as const;
 * const sealed = await sealer.seal(slot, { v: 1, kind: 'pending', gen: 'a', startedAt: 0 });
 * const record = await sealer.unseal(slot, sealed);
 * ```
 */
export function createSealer(sealingKey: SealingKeys): Sealer {
  const [first, ...others] = checkSealingKeys(sealingKey);
  const own = keyManagement(first);
  return sealerOf(others.length === 0 ? own : anyOf(own, others.map(keyManagement)));
}

/**
 * The same for a `CryptoKey` (AES-GCM, 256 bits) that the caller made, without the code for any other key: a page
 * loads a kilobyte less. For authors of stores.
 */
export function createKeySealer(key: CryptoKey): Sealer {
  return sealerOf(directKey(async () => key));
}

/** Seals with the first, and opens with the key that a record is for. */
function anyOf(first: KeyManagement, others: readonly KeyManagement[]): KeyManagement {
  return {
    ...first,
    unwrap: async (header, encryptedKey) => {
      for (const each of [first, ...others])
        try {
          return await each.unwrap(header, encryptedKey);
        } catch (error) {
          // Damage is damage under every key: only of a key that did not seal the record another may know more.
          if ((error as StorageError).code !== 'storage_wrong_key') throw error;
        }
      throw storageError('storage_wrong_key');
    },
  };
}

function keyManagement(key: SealingKey): KeyManagement {
  if ('passphrase' in key) return passphraseKey(key.passphrase);
  if (!(key instanceof Uint8Array)) return directKey(async () => key);
  const bytes = Uint8Array.from(key); // of a kind of buffer that WebCrypto takes
  return directKey(() => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']));
}
