import { checkText, invalidInput, storageError } from '@turbosmtp-auth/core';
import { nodeHint } from './hints.ts';
import { statePlace } from './state-place.ts';

// Not an import, which costs half a millisecond more.
const { resolve } = process.getBuiltinModule('node:path');

/**
 * The directory that an option names, resolved now, so that a later chdir moves nothing. What a shell or a URL parser would
 * resolve, Node takes for the name of a directory.
 *
 * @throws {InvalidInputError} for what is no text, for `~`, `~/…` and `file:…`, and for what no system takes for a path.
 */
export function givenDirectory(directory: string | undefined): string | undefined {
  checkText('directory', directory);
  if (/^(?:~(?:[\\/]|$)|file:)/i.test(directory ?? ''))
    throw invalidInput('directory', 'not_absolute', nodeHint('directory_not_resolved'));
  if (directory?.includes('\0')) throw invalidInput('directory', 'control_character');
  return directory && resolve(directory);
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The directory of {@link statePlace}.
 *
 * @throws {StorageError} `storage_unavailable` where the environment does not say, or says something relative.
 */
export function stateDirectory(platform: NodeJS.Platform, env: Environment): string {
  const place = statePlace(platform, env);
  if ('unknown' in place) throw unknown(place.unknown);
  return place.directory;
}

/**
 * The same for this process. Root with the HOME of another user, as `sudo` may leave it, gets none: what root makes there, that
 * user could neither use nor remove.
 */
export function ownStateDirectory(): string {
  const directory = stateDirectory(process.platform, process.env);
  const { HOME: home = '' } = process.env;
  if (process.geteuid?.() !== 0 || !directory.startsWith(home)) return directory;
  const owner = ownerOf(home);
  if (owner === null || owner === 0) return directory;
  throw storageError('storage_denied', nodeHint('home_of_another_user', { home, owner }));
}

/** The user id, `null` where it may not be known. */
function ownerOf(path: string): number | null {
  try {
    return process.getBuiltinModule('node:fs').statSync(path).uid;
  } catch {
    return null; // it is not there yet, or Node may not look
  }
}

const unknown = (variable: string): Error =>
  storageError('storage_unavailable', nodeHint('state_directory_unknown', { variable }));
