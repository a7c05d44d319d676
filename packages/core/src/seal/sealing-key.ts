import { invalidInput } from '../errors/build.ts';
import { directKey } from './direct-key.ts';
import type { KeyManagement } from './key-management.ts';
import { passphraseKey } from './passphrase-key.ts';

/**
 * What records are sealed with: 32 random bytes, a `CryptoKey` (AES-GCM, 256 bits, for `encrypt` and `decrypt`; it
 * need not be extractable), or a passphrase, from which a key is derived slowly on purpose.
 */
export type SealingKey = Uint8Array | CryptoKey | { readonly passphrase: string };

/** @throws {InvalidInputError} where the key is none of a {@link SealingKey}. */
export function keyManagement(key: SealingKey): KeyManagement {
  if (key instanceof Uint8Array) {
    if (key.byteLength !== 32) throw invalidInput('sealingKey', 'not_32_bytes');
    const bytes = Uint8Array.from(key); // the caller may wipe or reuse its own
    return directKey(() => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']));
  }
  if (typeof key !== 'object' || key === null) throw invalidInput('sealingKey', 'not_a_sealing_key');
  if ('passphrase' in key) {
    const { passphrase } = key;
    if (typeof passphrase !== 'string' || passphrase === '' || !passphrase.isWellFormed())
      throw invalidInput('sealingKey', 'not_a_passphrase');
    return passphraseKey(passphrase);
  }
  const { name, length } = (key.algorithm ?? {}) as Partial<AesKeyAlgorithm>; // of AES keys, once the name says so
  const usable = key.usages?.includes('encrypt') && key.usages.includes('decrypt');
  if (name !== 'AES-GCM' || length !== 256 || !usable) throw invalidInput('sealingKey', 'not_a_sealing_key');
  return directKey(async () => key);
}
