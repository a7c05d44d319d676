import { readKeyFile } from './sealing-key/read-key-file.ts';
import {
  keyPlaces,
  refusedKey,
  type SealingKeyPlaces,
  type SealingKeySource,
} from './sealing-key/sources.ts';

export type { SealingKeyPlaces, SealingKeySource } from './sealing-key/sources.ts';

/** A sealing key, and where it was found. */
export interface FoundSealingKey {
  readonly key: Uint8Array;
  readonly source: SealingKeySource;
}

/**
 * The sealing key that this process was given by its surroundings, `null` where there is none. It is looked for, in order,
 * as a systemd credential (`turbosmtp-auth-store-key` in `$CREDENTIALS_DIRECTORY`), in the file that
 * `TURBOSMTP_AUTH_STORE_KEY_FILE` names, as a Docker secret (`/run/secrets/turbosmtp_auth_store_key`), and in
 * `TURBOSMTP_AUTH_STORE_KEY`. The first that is there counts: what is wrong with it is never passed over.
 *
 * It is 32 random bytes as base64url, 43 characters, such as
 * `node -p "crypto.randomBytes(32).toString('base64url')"` prints. White space around it does no harm.
 *
 * @throws {InvalidInputError} where what is there is no such key, or cannot be read; `issues` names the source.
 * @throws {StorageError} `storage_insecure` where others can write to its file; `storage_unavailable` where the machine cannot
 * read it for now, such as with too many files open.
 * @example
 * ```ts
 * import { findSealingKey } from '@turbosmtp-auth/node';
 *
 * const found = await findSealingKey();
 * console.log(found ? `sealed with the key of ${found.source}` : 'there is no sealing key');
 * ```
 */
export async function findSealingKey(
  places: SealingKeyPlaces = { env: process.env, secrets: '/run/secrets' },
): Promise<FoundSealingKey | null> {
  for (const place of keyPlaces(places)) {
    const text = 'file' in place ? await readKeyFile(place) : place.text;
    if (text !== null) return { key: decode(place.source, text.trim()), source: place.source };
  }
  return null;
}

/** `Buffer` passes over what is not base64url, so the other way round must give the same. */
function decode(source: SealingKeySource, text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length === 32 && bytes.toString('base64url') === text) return new Uint8Array(bytes);
  throw refusedKey(
    source,
    'not_a_sealing_key',
    'Give 32 random bytes as base64url, 43 characters without padding.',
  );
}
