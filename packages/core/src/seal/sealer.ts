import { storageError } from '../errors/build.ts';
import type { Slot, StoredRecord } from '../records/key-store.ts';
import type { RecordCodec } from '../records/record-store.ts';
import { isNewerRecord, isStoredRecord, jsonOf, notARecord } from '../records/stored-record.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { sealHint } from './hints.ts';
import type { Header, KeyManagement } from './key-management.ts';

/** The most characters a sealed record has. What is longer is refused unread, and nothing longer is written. */
export const MAX_SEALED = 16_384;

const VERSION = 1;
const ENC = 'A256GCM';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals records for one slot, and opens them only there. */
export interface Sealer {
  /**
   * The record as a compact JWE (RFC 7516) under a fresh IV. Its header, which is authenticated and readable by
   * anyone, says which slot and which key it is for.
   *
   * @throws {InvalidInputError} where the record is not one for this slot.
   * @throws {StorageError} `storage_full` where it is too long, `storage_unavailable` without WebCrypto.
   */
  seal(slot: Slot, record: StoredRecord): Promise<string>;
  /**
   * The record that was sealed for this slot.
   *
   * @throws {StorageError} `storage_too_new`, `storage_wrong_key`, `storage_damaged` or, of a whole record that was
   * sealed for another slot, `storage_misplaced`; `storage_unavailable` without WebCrypto.
   */
  unseal(slot: Slot, sealed: string): Promise<StoredRecord>;
  /** Both of these for one slot, as `recordStore` takes them. */
  codec(slot: Slot): RecordCodec;
}

/** Seals with any source of content keys. */
export function sealerOf(keys: KeyManagement): Sealer {
  const sealer: Sealer = {
    async seal(slot, record) {
      requireWebCrypto();
      const plain = utf8.encode(jsonOf(record, slot.kind));
      const { header, encryptedKey, contentKey } = await keys.wrap();
      const { origin, profile, kind } = slot;
      const head = encodeText(
        JSON.stringify({ alg: keys.alg, enc: ENC, ...header, version: VERSION, origin, profile, kind }),
      );
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const output = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, head), contentKey, plain));
      const split = output.length - TAG_BYTES; // WebCrypto appends the tag, a JWE keeps it apart
      const parts = [encryptedKey, iv, output.subarray(0, split), output.subarray(split)];
      const sealed = [head, ...parts.map(encodeBase64url)].join('.');
      if (sealed.length > MAX_SEALED) throw storageError('storage_full', sealHint('record_too_long'));
      return sealed;
    },

    async unseal(slot, sealed) {
      requireWebCrypto();
      const { head, header, encryptedKey, iv, ciphertext, tag } = parse(sealed);
      const contentKey = await keys.unwrap(header, encryptedKey);
      const input = Uint8Array.of(...ciphertext, ...tag);
      const plain = await crypto.subtle
        .decrypt(gcm(iv, head), contentKey, input)
        .catch(() => Promise.reject(storageError('storage_damaged')));
      keys.trust?.(header);
      // From here the header is proved: the record is whole, and the question is only whether this is its place.
      // A kind that this version does not know has no other place here.
      if (isNewerRecord({ v: VERSION, kind: header['kind'] })) throw storageError('storage_too_new');
      if (places.some((field) => header[field] !== slot[field])) throw storageError('storage_misplaced');
      const record = parseJson(new Uint8Array(plain));
      if (!isStoredRecord(record, slot.kind)) throw notARecord(record);
      return record;
    },

    codec: (slot) => ({
      encode: (record) => sealer.seal(slot, record),
      decode: (sealed) => sealer.unseal(slot, sealed),
    }),
  };
  return sealer;
}

const places = ['origin', 'profile', 'kind'] as const;
const algs: readonly unknown[] = ['dir', 'PBES2-HS256+A128KW'];
const utf8: TextEncoder = /* @__PURE__ */ new TextEncoder();

const encodeText = (text: string): string => encodeBase64url(utf8.encode(text));

/** The header as it is written is what AES-GCM authenticates beside the record, RFC 7516 §5.1. */
const gcm = (iv: Uint8Array<ArrayBuffer>, head: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(head),
});

interface Parts {
  head: string;
  header: Header;
  encryptedKey: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  ciphertext: Uint8Array;
  tag: Uint8Array;
}

function parse(sealed: string): Parts {
  const damaged = storageError('storage_damaged');
  if (typeof sealed !== 'string' || sealed.length > MAX_SEALED) throw damaged;
  const texts = sealed.split('.');
  const [headerBytes, encryptedKey, iv, ciphertext, tag] = texts.map(decodeBase64url);
  if (texts.length !== 5 || !headerBytes || !encryptedKey || !iv || !ciphertext || !tag) throw damaged;
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) throw damaged;
  const header = parseJson(headerBytes);
  if (typeof header !== 'object' || header === null) throw damaged;
  const own: Header = Object.assign(Object.create(null), header); // inherits nothing
  const version = own['version'];
  if (Number.isInteger(version) && (version as number) > VERSION) throw storageError('storage_too_new'); // an integer
  // Extensions are not ours: `crit` demands understanding, `zip` would decompress.
  if (
    version !== VERSION ||
    own['enc'] !== ENC ||
    !algs.includes(own['alg']) ||
    'crit' in own ||
    'zip' in own
  )
    throw damaged;
  return { head: texts[0] ?? '', header: own, encryptedKey, iv, ciphertext, tag };
}

/** Never lets the parser's error out: it repeats the text. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function requireWebCrypto(): void {
  if (!(globalThis.crypto as Crypto | undefined)?.subtle)
    // absent outside secure contexts
    throw storageError('storage_unavailable', sealHint('sealing_needs_https'));
}
