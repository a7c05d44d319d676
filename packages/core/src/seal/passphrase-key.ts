import { storageError } from '../errors/build.ts';
import { once } from '../shared-work.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { Header, KeyManagement } from './key-management.ts';

// The strongest of RFC 7518 with SHA-256; HS512 costs three times as much per round. Any passphrase has less than the
// 128 bits of entropy that the wrapping key keeps, and the content keys are 256 bits.
const ALG = 'PBES2-HS256+A128KW';
// OWASP's figure for PBKDF2-HMAC-SHA256: about 100 ms, once per process and salt.
const ROUNDS = 600_000;
// A header is read before it is proved: it must not be able to keep this machine busy, nor to weaken the derivation.
const MAX_ROUNDS = 4 * ROUNDS;
const MAX_DERIVED = 8;

const utf8 = /* @__PURE__ */ new TextEncoder();
const label = utf8.encode('turbosmtp-auth: key id\0');

interface Derived {
  readonly salt: string;
  readonly rounds: number;
  readonly id: string;
  readonly key: CryptoKey;
}

/** RFC 7518 §4.8: PBKDF2 over the algorithm's name, a zero byte and the salt. The id is a hash of the derived key. */
async function derive(passphrase: string, salt: string, rounds: number): Promise<Derived> {
  const saltBytes = decodeBase64url(salt);
  if (!saltBytes || saltBytes.length < 8 || saltBytes.length > 64) throw storageError('storage_damaged');
  const algorithm = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: Uint8Array.of(...utf8.encode(ALG), 0, ...saltBytes),
    iterations: rounds,
  };
  const { subtle } = crypto;
  const base = await subtle.importKey('raw', utf8.encode(passphrase), 'PBKDF2', false, ['deriveBits']);
  const bits = new Uint8Array(await subtle.deriveBits(algorithm, base, 128));
  const [key, hash] = await Promise.all([
    subtle.importKey('raw', bits, 'AES-KW', false, ['wrapKey', 'unwrapKey']),
    subtle.digest('SHA-256', Uint8Array.of(...label, ...bits)),
  ]);
  return { salt, rounds, id: encodeBase64url(new Uint8Array(hash, 0, 16)), key };
}

/**
 * `PBES2-HS256+A128KW`: each record has a content key of its own, wrapped with a key that is derived from the passphrase.
 * Deriving is slow, so derived keys are kept. The salt of the first record that proved authentic is used for writing too: a
 * process that reads and then writes derives once.
 */
export function passphraseKey(passphrase: string): KeyManagement {
  const derived = new Map<string, () => Promise<Derived>>();
  let writing: { salt: string; rounds: number } | undefined;

  function keyFor(salt: string, rounds: number): Promise<Derived> {
    const name = `${rounds}.${salt}`;
    const found = derived.get(name);
    if (found) return found();
    const derivation = once(() => derive(passphrase, salt, rounds));
    if (derived.size >= MAX_DERIVED) derived.delete(derived.keys().next().value ?? name);
    derived.set(name, derivation);
    return derivation();
  }

  const isParameters = (header: Header): header is { p2s: string; p2c: number; kid: string } =>
    typeof header['p2s'] === 'string' &&
    typeof header['kid'] === 'string' &&
    typeof header['p2c'] === 'number' &&
    Number.isInteger(header['p2c']) &&
    header['p2c'] >= ROUNDS &&
    header['p2c'] <= MAX_ROUNDS;

  return {
    alg: ALG,
    wrap: async () => {
      writing ??= { salt: encodeBase64url(crypto.getRandomValues(new Uint8Array(16))), rounds: ROUNDS };
      const { salt, rounds, id, key } = await keyFor(writing.salt, writing.rounds);
      const algorithm = { name: 'AES-GCM', length: 256 };
      const contentKey = await crypto.subtle.generateKey(algorithm, true, ['encrypt']);
      const wrapped = await crypto.subtle.wrapKey('raw', contentKey, key, 'AES-KW');
      return {
        header: { kid: id, p2s: salt, p2c: rounds },
        encryptedKey: new Uint8Array(wrapped),
        contentKey,
      };
    },
    unwrap: async (header, encryptedKey) => {
      if (header['alg'] !== ALG) throw storageError('storage_wrong_key'); // bytes sealed it
      if (!isParameters(header)) throw storageError('storage_damaged');
      const { id, key } = await keyFor(header.p2s, header.p2c);
      if (id !== header.kid) throw storageError('storage_wrong_key');
      return crypto.subtle
        .unwrapKey('raw', encryptedKey, key, 'AES-KW', 'AES-GCM', false, ['decrypt'])
        .catch(() => Promise.reject(storageError('storage_damaged')));
    },
    trust: (header) => {
      if (isParameters(header)) writing ??= { salt: header.p2s, rounds: header.p2c };
    },
  };
}
