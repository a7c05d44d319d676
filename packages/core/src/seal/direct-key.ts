import { storageError } from '../errors/build.ts';
import { once } from '../shared-work.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { KeyManagement } from './key-management.ts';

const label: Uint8Array<ArrayBuffer> = new TextEncoder().encode('turbosmtp-auth: key id');
const MAX_KNOWN = 64;

/**
 * `dir`: the sealing key encrypts the records itself.
 *
 * The key id must tell one key from another without its bytes, since a `CryptoKey` need not give them. So it is a message of
 * the key's own: a random IV and the AES-GCM tag of nothing, with a label as associated data. Only the key that made the tag
 * verifies it. A random IV differs from every other use of the key; a fixed one would be a reuse, which breaks GCM. The
 * label cannot be the header of a record, so neither can stand in for the other. Bytes and a `CryptoKey` made of them verify
 * each other's ids.
 */
export function directKey(load: () => Promise<CryptoKey>): KeyManagement {
  const known = new Set<unknown>(); // ids that proved to be this key's
  const use = once(load);

  const ownId = once(async () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: 'AES-GCM', iv, additionalData: label };
    const tag = await crypto.subtle.encrypt(algorithm, await use(), new Uint8Array());
    const id = encodeBase64url(Uint8Array.of(...iv, ...new Uint8Array(tag)));
    known.add(id);
    return id;
  });

  async function isOwn(id: unknown): Promise<boolean> {
    if (known.has(id)) return true;
    const bytes = typeof id === 'string' ? decodeBase64url(id) : null;
    if (bytes?.length !== 28) throw storageError('storage_damaged');
    const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData: label };
    const key = await use();
    const own = await crypto.subtle.decrypt(algorithm, key, bytes.subarray(12)).then(
      () => true,
      () => false,
    );
    if (own && known.size < MAX_KNOWN) known.add(id);
    return own;
  }

  return {
    alg: 'dir',
    wrap: async () => {
      return { header: { kid: await ownId() }, encryptedKey: new Uint8Array(), contentKey: await use() };
    },
    unwrap: async ({ alg, kid }, encryptedKey) => {
      // What a passphrase sealed has another `alg`, and only that has an encrypted key.
      const own = alg === 'dir' && (await isOwn(encryptedKey.length > 0 ? null : kid));
      if (!own) throw storageError('storage_wrong_key');
      return use();
    },
  };
}
