import { checkObject, checkText, invalidInput } from '@turbosmtp-auth/core';
import { readKeyFile } from './sealing-key/read-key-file.ts';
import {
  keyPlaces,
  keyVariables,
  refusedKey,
  type SealingKeyPlaces,
  type SealingKeySource,
} from './sealing-key/sources.ts';

export type { SealingKeyPlaces, SealingKeySource } from './sealing-key/sources.ts';

/** A sealing key, and where it was found. */
export interface FoundSealingKey {
  /** One key, or several, if several lines were there: the first seals, and each opens. */
  readonly key: Uint8Array | readonly Uint8Array[];
  /** The place that had it. */
  readonly source: SealingKeySource;
}

/**
 * Finds the sealing key that this process gets from its environment; `null` if there is none. It is looked for, in this
 * order, as a systemd credential (`turbosmtp-auth-store-key` in `$CREDENTIALS_DIRECTORY`), in the file that
 * `TURBOSMTP_AUTH_STORE_KEY_FILE` names, as a Docker secret (`/run/secrets/turbosmtp_auth_store_key`), and in
 * `TURBOSMTP_AUTH_STORE_KEY`. The first that exists counts. If it is invalid, that is an error, and no other place is tried.
 *
 * It is 32 random bytes as base64url, 43 characters, such as
 * `node -p "crypto.randomBytes(32).toString('base64url')"` prints. White space around it does no harm. To replace a key, put the
 * new one on a line before the old one: the first seals, and each opens.
 *
 * @throws {InvalidInputError} `invalid_input` if `places` is invalid, or if the key is invalid or cannot be read. `issues` names
 * the place or the source.
 * @throws {StorageError} `storage_insecure` if others can write to its file; `storage_unavailable` if it cannot be read at
 * the moment, for example because too many files are open.
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
  checkObject('places', places);
  checkObject('places.env', places.env);
  if (typeof places.secrets !== 'string') throw invalidInput('places.secrets', 'not_a_string');
  for (const name of keyVariables) checkText(`places.env.${name}`, places.env[name]);
  for (const place of keyPlaces(places)) {
    const text = 'file' in place ? await readKeyFile(place) : place.text;
    if (text !== null) return { key: decode(place.source, text), source: place.source };
  }
  return null;
}

function decode(source: SealingKeySource, text: string): FoundSealingKey['key'] {
  const keys = text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => decodeLine(source, line));
  const [only] = keys;
  return only && keys.length === 1 ? only : keys;
}

/** `Buffer` passes over what is not base64url, so the other way round must give the same. */
function decodeLine(source: SealingKeySource, text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length === 32 && bytes.toString('base64url') === text) return new Uint8Array(bytes);
  throw refusedKey(source, 'not_a_sealing_key', 'not_a_sealing_key');
}
