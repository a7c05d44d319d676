import { storageError } from '../errors/build.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { KeyManagement } from './key-management.ts';

const label: Uint8Array<ArrayBuffer> = new TextEncoder().encode('turbosmtp-auth: key id');
const MAX_KNOWN = 64;

/**
 * `dir`: the sealing key encrypts the records itself.
 *
 * The key id must tell one key from another without its bytes, since a `CryptoKey` need not give them. So it is a
 * message of the key's own: a random IV and the AES-GCM tag of nothing, with a label as associated data. Only the key
 * that made the tag verifies it, a random IV keeps clear of every other use of the key (a fixed one would be a reuse,
 * which breaks GCM), and the label is no possible header of a record, so neither can stand in for the other. Bytes
 * and a `CryptoKey` made of them verify each other's ids.
 */
export function directKey(load: () => Promise<CryptoKey>): KeyManagement {
  let loaded: Promise<CryptoKey> | undefined;
  let ownId: Promise<string> | undefined;
  const known = new Set<string>(); // ids that proved to be this key's
  const use = (): Promise<CryptoKey> => {
    loaded ??= load();
    return loaded;
  };

  async function makeId(): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: 'AES-GCM', iv, additionalData: label };
    const tag = await crypto.subtle.encrypt(algorithm, await use(), new Uint8Array());
    const id = encodeBase64url(Uint8Array.of(...iv, ...new Uint8Array(tag)));
    known.add(id);
    return id;
  }

  async function isOwn(id: string): Promise<boolean> {
    if (known.has(id)) return true;
    const bytes = decodeBase64url(id);
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
      ownId ??= makeId();
      return { header: { kid: await ownId }, encryptedKey: new Uint8Array(), contentKey: await use() };
    },
    unwrap: async ({ kid }, encryptedKey) => {
      if (typeof kid !== 'string' || encryptedKey.length > 0) throw storageError('storage_damaged');
      if (!(await isOwn(kid))) throw storageError('storage_wrong_key');
      return use();
    },
  };
}
