import { invalidInput } from '../errors/build.ts';

/**
 * What records are sealed with: 32 random bytes, a `CryptoKey` or a passphrase. A `CryptoKey` is for AES-GCM with 256 bits,
 * `encrypt` and `decrypt`; it need not be extractable. A key is derived from a passphrase slowly, on purpose.
 */
export type SealingKey =
  | Uint8Array
  | CryptoKey
  | {
      /** At least one character. A key is derived from it with 600,000 rounds of PBKDF2. */
      readonly passphrase: string;
    };

/**
 * One sealing key, or several: the first seals, and each opens. So a new key can be put before the old one, and records are
 * sealed with the new key when they are next written.
 */
export type SealingKeys = SealingKey | readonly SealingKey[];

/**
 * Checks sealing keys, and copies bytes, which the caller may wipe or reuse. For authors of stores that load
 * `createSealer` on first use, and report a wrong key before.
 *
 * @throws {InvalidInputError} if there is no key, or one is not a {@link SealingKey}: not 32 bytes long, an empty passphrase,
 * a `CryptoKey` for something else.
 * @example
 * ```ts
 * import { checkSealingKeys } from '@turbosmtp-auth/core';
 *
 * const checked = checkSealingKeys(crypto.getRandomValues(new Uint8Array(32)));
 * const { createSealer } = await import('@turbosmtp-auth/core/seal');
 * const sealer = createSealer(checked);
 * ```
 */
export function checkSealingKeys(keys: SealingKeys): readonly [SealingKey, ...SealingKey[]] {
  const [first, ...others] = (Array.isArray(keys) ? keys : [keys]).map(checked);
  if (!first) throw invalidInput('sealingKey', 'not_a_sealing_key');
  return [first, ...others];
}

function checked(key: SealingKey): SealingKey {
  if (isBytes(key)) {
    if (key.byteLength !== 32) throw invalidInput('sealingKey', 'not_32_bytes');
    return Uint8Array.from(key);
  }
  if (typeof key !== 'object' || key === null) throw invalidInput('sealingKey', 'not_a_sealing_key');
  if ('passphrase' in key) {
    const { passphrase } = key;
    if (typeof passphrase !== 'string' || passphrase === '' || !passphrase.isWellFormed())
      throw invalidInput('sealingKey', 'not_a_passphrase');
    return { passphrase };
  }
  const { name, length } = (key.algorithm ?? {}) as Partial<AesKeyAlgorithm>; // of AES keys, once the name says so
  const usable = key.usages?.includes('encrypt') && key.usages.includes('decrypt');
  if (name !== 'AES-GCM' || length !== 256 || !usable) throw invalidInput('sealingKey', 'not_a_sealing_key');
  return key;
}

/** Of any realm: a test runner may have one of its own. A `Buffer` is one as well. */
const isBytes = (key: unknown): key is Uint8Array =>
  Object.prototype.toString.call(key) === '[object Uint8Array]';
