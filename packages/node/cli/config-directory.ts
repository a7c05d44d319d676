import { Failure } from './failures.ts';

// Not an import: each command asks for the directory, and few go on to read it.
const { posix, win32 } = process.getBuiltinModule('node:path');

const NAME = 'turbosmtp-auth';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a platform keeps what a user chose: `$XDG_CONFIG_HOME` or `~/.config`, on macOS `~/Library/Preferences`, on Windows
 * `%APPDATA%`. `null` if the environment does not say: it is never the working directory.
 */
export function configDirectory(platform: NodeJS.Platform, env: Environment): string | null {
  const { APPDATA: roaming = '', XDG_CONFIG_HOME: config = '', HOME: home = '' } = env;
  if (platform === 'win32') return win32.isAbsolute(roaming) ? win32.join(roaming, NAME) : null;
  // The XDG specification has relative paths ignored.
  if (platform !== 'darwin' && posix.isAbsolute(config)) return posix.join(config, NAME);
  if (!posix.isAbsolute(home)) return null;
  return platform === 'darwin'
    ? posix.join(home, 'Library', 'Preferences', NAME)
    : posix.join(home, '.config', NAME);
}

/** The same, to write to. Root makes nothing below the HOME of another user, who could then not remove it. */
export function ownConfigDirectory(platform: NodeJS.Platform, env: Environment): string {
  const directory = configDirectory(platform, env);
  if (directory === null)
    throw failure(`Set ${platform === 'win32' ? 'APPDATA' : 'HOME'} to an absolute path.`);
  const { HOME: home = '' } = env;
  if (process.geteuid?.() === 0 && home !== '' && directory.startsWith(home)) {
    const owner = process.getBuiltinModule('node:fs').statSync(home, { throwIfNoEntry: false })?.uid ?? 0;
    if (owner !== 0)
      throw failure(
        `Run the command as user ${owner}, or set HOME to the home directory of root: ${home} belongs to user ${owner}.`,
      );
  }
  return directory;
}

const failure = (hint: string): Failure =>
  new Failure('storage_unavailable', 'There is no directory for the configuration.', hint, 'storage');
