import { posix, win32 } from 'node:path';
import { storageError } from '@turbosmtp-auth/core';

const NAME = 'turbosmtp-auth';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a platform keeps what programs remember about a user: `$XDG_STATE_HOME` or `~/.local/state`, on macOS
 * `~/Library/Application Support`, on Windows `%LOCALAPPDATA%`.
 *
 * @throws {StorageError} `storage_unavailable` where the environment does not say, or says something relative. It is
 * never the working directory, and never one for temporary files.
 */
export function stateDirectory(platform: NodeJS.Platform, env: Environment): string {
  if (platform === 'win32') {
    const { LOCALAPPDATA: local = '' } = env;
    if (!win32.isAbsolute(local)) throw unknown('LOCALAPPDATA');
    return win32.join(local, NAME);
  }
  const { XDG_STATE_HOME: state = '', HOME: home = '' } = env;
  // The XDG specification has relative paths ignored.
  if (platform !== 'darwin' && posix.isAbsolute(state)) return posix.join(state, NAME);
  if (!posix.isAbsolute(home)) throw unknown('HOME');
  return platform === 'darwin'
    ? posix.join(home, 'Library', 'Application Support', NAME)
    : posix.join(home, '.local', 'state', NAME);
}

const unknown = (variable: string): Error =>
  storageError('storage_unavailable', {
    hint: `Set ${variable} to an absolute path, or give the store a \`directory\`.`,
  });
