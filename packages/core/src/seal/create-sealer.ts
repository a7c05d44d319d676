import { directKey } from './direct-key.ts';
import { type Sealer, sealerOf } from './sealer.ts';
import { keyManagement, type SealingKey } from './sealing-key.ts';

/**
 * Makes what a store needs in order to keep nothing in plain text.
 *
 * @throws {InvalidInputError} where the key is not a {@link SealingKey}: not 32 bytes long, an empty passphrase, a
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
export function createSealer(sealingKey: SealingKey): Sealer {
  return sealerOf(keyManagement(sealingKey));
}

/**
 * The same for a `CryptoKey` (AES-GCM, 256 bits) that the caller made, without the code for any other key: a page
 * loads a kilobyte less.
 */
export function createKeySealer(key: CryptoKey): Sealer {
  return sealerOf(directKey(async () => key));
}
