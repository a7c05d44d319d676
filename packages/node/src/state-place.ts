// Not an import, which costs half a millisecond more.
const { posix, win32 } = process.getBuiltinModule('node:path');

const NAME = 'turbosmtp-auth';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a platform keeps what programs remember about a user: `$XDG_STATE_HOME` or `~/.local/state`, on macOS
 * `~/Library/Application Support`, on Windows `%LOCALAPPDATA%`. Else the variable that does not say it, or says something
 * relative. It is never the working directory, and never one for temporary files.
 */
export function statePlace(
  platform: NodeJS.Platform,
  env: Environment,
): { readonly directory: string } | { readonly unknown: string } {
  if (platform === 'win32') {
    const { LOCALAPPDATA: local = '' } = env;
    return win32.isAbsolute(local) ? { directory: win32.join(local, NAME) } : { unknown: 'LOCALAPPDATA' };
  }
  const { XDG_STATE_HOME: state = '', HOME: home = '' } = env;
  // The XDG specification has relative paths ignored.
  if (platform !== 'darwin' && posix.isAbsolute(state)) return { directory: posix.join(state, NAME) };
  if (!posix.isAbsolute(home)) return { unknown: 'HOME' };
  return {
    directory:
      platform === 'darwin'
        ? posix.join(home, 'Library', 'Application Support', NAME)
        : posix.join(home, '.local', 'state', NAME),
  };
}
