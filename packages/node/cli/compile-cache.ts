const { posix, win32 } = process.getBuiltinModule('node:path');

/**
 * Where Node may keep what it compiled of this program; `null` if nowhere. Node runs what it finds there, so it is a directory that
 * only this user can write to, and never the one for temporary files that Node takes by default. `NODE_COMPILE_CACHE` comes first, and
 * `NODE_DISABLE_COMPILE_CACHE` turns it off.
 */
export function compileCacheDirectory({
  platform,
  env,
  geteuid,
}: Pick<NodeJS.Process, 'platform' | 'env' | 'geteuid'>): string | null {
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return null;
  const directory = cachePlace(platform, env);
  if (directory === null || platform === 'win32') return directory;
  const { lstatSync, mkdirSync, statSync } = process.getBuiltinModule('node:fs');
  try {
    const user = geteuid?.();
    const { HOME: home = '' } = env;
    // Not below the HOME of another user, as `sudo` may leave it.
    if (directory.startsWith(home) && home !== '' && statSync(home).uid !== user) return null;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(directory);
    return uid === user && (mode & 0o022) === 0 ? directory : null;
  } catch {
    return null; // it is slower without, and no more
  }
}

function cachePlace(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  const { LOCALAPPDATA: local = '', XDG_CACHE_HOME: cache = '', HOME: home = '' } = env;
  if (platform === 'win32')
    return win32.isAbsolute(local) ? win32.join(local, 'turbosmtp-auth', 'compiled') : null;
  if (platform !== 'darwin' && posix.isAbsolute(cache)) return posix.join(cache, 'turbosmtp-auth');
  if (!posix.isAbsolute(home)) return null;
  return posix.join(home, ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']), 'turbosmtp-auth');
}
