import { once } from 'node:events';
import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCacheDirectory } from '../../cli/compile-cache.ts';
import { scratchDirectory } from '../scratch-directory.ts';
import { commandLine } from './command-line.ts';

const user = process.geteuid?.();
const host = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux', uid = user) => ({
  platform,
  env,
  ...(uid !== undefined && { geteuid: () => uid }),
});

describe.skipIf(process.platform === 'win32')('what Node compiled', () => {
  it('is kept where only this user can write', async () => {
    const home = await scratchDirectory();
    const directory = join(home, '.cache', 'turbosmtp-auth');
    expect(compileCacheDirectory(host({ HOME: home }))).toBe(directory);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const other = join(home, 'other');
    expect(compileCacheDirectory(host({ HOME: home, XDG_CACHE_HOME: other }))).toBe(
      join(other, 'turbosmtp-auth'),
    );
    expect(compileCacheDirectory(host({ HOME: home }, 'darwin'))).toBe(
      join(home, 'Library', 'Caches', 'turbosmtp-auth'),
    );
  });

  it.each([
    ['others can write to it', (directory: string) => chmod(directory, 0o722)],
    ['its group can', (directory: string) => chmod(directory, 0o720)],
  ])('is not kept where %s', async (_, spoil) => {
    const home = await scratchDirectory();
    await spoil(compileCacheDirectory(host({ HOME: home })) ?? '');
    expect(compileCacheDirectory(host({ HOME: home }))).toBeNull();
  });

  it('is not kept in a home of another user, or where the environment does not say', async () => {
    const home = await scratchDirectory();
    const others = await scratchDirectory();
    expect(compileCacheDirectory(host({ HOME: others }, 'linux', (user ?? 0) + 1))).toBeNull();
    expect(await readdir(others)).toEqual([]);
    for (const env of [
      {},
      { HOME: 'h' },
      { HOME: home, NODE_COMPILE_CACHE: '/x' },
      { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' },
    ])
      expect(compileCacheDirectory(host(env))).toBeNull();
  });

  it('is used by the command, and its absence is no failure', async () => {
    const line = await commandLine();
    const child = line.start(['status']);
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(await readdir(join(line.home, '.cache', 'turbosmtp-auth'))).toHaveLength(1);
    await chmod(join(line.home, '.cache', 'turbosmtp-auth'), 0o777);
    expect(await once(line.start(['status']), 'close')).toEqual([3, null]);
  });
});
