import { type InvalidInputError, invalidInput } from '@turbosmtp-auth/core';
import { nodeHint } from '../hints.ts';

// Not an import, which costs half a millisecond more.
const { isAbsolute, join } = process.getBuiltinModule('node:path');

/** The places that a sealing key may come from, beside an option. */
export type SealingKeySource =
  | '$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key'
  | 'TURBOSMTP_AUTH_STORE_KEY_FILE'
  | '/run/secrets/turbosmtp_auth_store_key'
  | 'TURBOSMTP_AUTH_STORE_KEY';

/** What sealing keys are looked for in. */
export interface SealingKeyPlaces {
  /** Variables, as in `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Docker and Podman put secrets: `/run/secrets`. */
  readonly secrets: string;
}

/** A place that is set up to hold the key: the text itself, or the file that must, or may, have it. */
export type KeyPlace =
  | { readonly source: SealingKeySource; readonly text: string }
  | { readonly source: SealingKeySource; readonly file: string; readonly required: boolean };

/** The variables that are read. */
export const keyVariables = [
  'CREDENTIALS_DIRECTORY',
  'TURBOSMTP_AUTH_STORE_KEY_FILE',
  'TURBOSMTP_AUTH_STORE_KEY',
] as const;

const within = (source: SealingKeySource, directory: string, name: string): KeyPlace => ({
  source,
  file: absolute(source, join(directory, name)),
  required: false,
});

/** Relative to what, one must not have to ask: a service may be started from anywhere. */
function absolute(source: SealingKeySource, path: string): string {
  if (!isAbsolute(path)) throw refusedKey(source, 'not_absolute', 'key_file_not_absolute');
  return path;
}

/** The places in the order in which they count. A variable that is set, though empty, is meant. */
export function* keyPlaces({ env, secrets }: SealingKeyPlaces): Generator<KeyPlace> {
  const { CREDENTIALS_DIRECTORY: credentials } = env;
  if (credentials)
    yield within('$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key', credentials, 'turbosmtp-auth-store-key');
  const { TURBOSMTP_AUTH_STORE_KEY_FILE: file, TURBOSMTP_AUTH_STORE_KEY: text } = env;
  if (file !== undefined) {
    const source = 'TURBOSMTP_AUTH_STORE_KEY_FILE';
    yield { source, file: absolute(source, file), required: true };
  }
  yield within('/run/secrets/turbosmtp_auth_store_key', secrets, 'turbosmtp_auth_store_key');
  if (text !== undefined) yield { source: 'TURBOSMTP_AUTH_STORE_KEY', text };
}

/** The error for a source that holds no key. It names the source and shows nothing of what is there. */
export const refusedKey = (
  source: SealingKeySource,
  code: string,
  reason: 'key_file_unreadable' | 'key_file_not_absolute' | 'not_a_sealing_key',
): InvalidInputError => invalidInput(source, code, nodeHint(reason));
