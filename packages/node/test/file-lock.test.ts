import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { leastTime, timeOf } from '../../../tools/time-given.ts';
import { fileLock } from '../src/index.ts';
import { canMount, mounted, NOBODY } from './mounted.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused } from './sealed-store.ts';

const isRoot = process.geteuid?.() === 0;
const fresh = async (): Promise<string> => join(await scratchDirectory(), 'state', 'locks');
const enter = (directory: string): Promise<string> => fileLock({ directory })('name', async () => 'in');

describe('fileLock', () => {
  it('makes its directory with mode 0700, its files with 0600, and removes what it made there', async () => {
    const directory = await fresh();
    await fileLock({ directory })('name', async () => {
      expect((await lstat(directory)).mode & 0o7777).toBe(0o700);
      const names = await readdir(directory);
      expect(names.sort().map((name) => name.split('.').at(-1))).toEqual(['owner', 'lock'].sort().reverse());
      for (const name of names) {
        const { mode, nlink } = await lstat(join(directory, name));
        expect([mode & 0o7777, nlink]).toEqual([0o600, 2]); // two names of one file
      }
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('holds off others of this process, too, however each names the directory', async () => {
    const directory = await fresh();
    const order: string[] = [];
    await Promise.all(
      [directory, `${directory}/`, `${directory}/../locks`].map((path) =>
        fileLock({ directory: path })('name', async () => {
          order.push('in');
          await sleep(30);
          order.push('out');
        }),
      ),
    );
    expect(order).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
  });

  it('ends its wait within 50 ms of an abort, with the reason, and leaves nothing', async () => {
    const directory = await fresh();
    await fileLock({ directory })('name', async () => {
      const waits: number[] = [];
      const turns: number[] = [];
      for (let round = 0; round < 10; round++) {
        const abort = new AbortController();
        const reason = new Error('enough');
        const waiting = fileLock({ directory })('name', async () => 'in', { signal: abort.signal });
        await sleep(20 + Math.random() * 50);
        waits.push(
          await timeOf(async () => {
            abort.abort(reason);
            await expect(waiting).rejects.toBe(reason);
          }),
        );
        // What it tidies up, a lock that is free makes and removes. So it can be no quicker than that.
        turns.push(await timeOf(() => fileLock({ directory })('another', async () => {})));
      }
      const median = (times: number[]): number => times.sort((one, other) => one - other)[5] ?? Infinity;
      expect(median(waits)).toBeLessThan(Math.max(50, 2 * median(turns)));
      await expect(fileLock({ directory })('name', async () => 'in', { timeout: 50 })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      expect(await readdir(directory)).toHaveLength(2);
    });
  });

  it('lies in the state directory of the platform, and nowhere when the environment names none', async () => {
    const home = await scratchDirectory();
    vi.stubEnv('XDG_STATE_HOME', home);
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    await fileLock()('name', async () => {
      if (process.platform === 'linux')
        expect(await readdir(join(home, 'turbosmtp-auth', 'locks'))).toHaveLength(2);
    });
    vi.stubEnv('XDG_STATE_HOME', 'relative');
    vi.stubEnv('HOME', undefined);
    vi.stubEnv('LOCALAPPDATA', undefined);
    await expectRefused(
      fileLock()('name', async () => 'in'),
      'storage_unavailable',
    );
    await expectRefused(enter(''), 'storage_unavailable');
  });

  it('refuses a directory behind a link, one that others can list, and one of somebody else', async () => {
    const directory = await fresh();
    await enter(directory);
    const link = join(directory, '..', 'link');
    await symlink(directory, link);
    await expectRefused(enter(link), 'storage_insecure');
    await chmod(directory, 0o755);
    await expectRefused(enter(directory), 'storage_insecure');
    expect((await lstat(directory)).mode & 0o7777).toBe(0o755); // not repaired
    await chmod(directory, 0o700);
    if (isRoot) {
      await chown(directory, NOBODY, NOBODY);
      await expectRefused(enter(directory), 'storage_insecure');
    }
  });

  it.each<[string, string, (path: string) => Promise<unknown> | unknown]>([
    ['a link', 'storage_insecure', (path) => symlink('/etc/hostname', path)],
    ['a directory', 'storage_damaged', (path) => mkdir(path, { mode: 0o700 })],
    ['a FIFO', 'storage_damaged', (path) => execFileSync('mkfifo', ['-m', '600', path])],
    ['a file that others can read', 'storage_insecure', (path) => writeFile(path, '{}', { mode: 0o644 })],
  ])('refuses %s where the lock should be, and leaves it there', async (_, code, put) => {
    const directory = await fresh();
    let path = '';
    await fileLock({ directory })('name', async () => {
      path = join(directory, (await readdir(directory)).find((name) => name.endsWith('.lock')) ?? '');
    });
    await put(path);
    const { ino } = await lstat(path);
    await expectRefused(enter(directory), code);
    expect((await lstat(path)).ino).toBe(ino);
    expect(await readdir(directory)).toHaveLength(1);
    await rm(path, { recursive: true });
    expect(await enter(directory)).toBe('in');
  });
});

describe('fileLock, where it cannot write,', () => {
  it.skipIf(!canMount)('says that the disk is full, or read-only, and leaves nothing', async () => {
    const full = await mounted('nr_inodes=3,mode=0700'); // itself, one directory, and one file; a lock needs two
    await expectRefused(enter(join(full, 'locks')), 'storage_full');
    expect(await readdir(join(full, 'locks'))).toEqual([]);
    const readOnly = await mounted('mode=0700');
    expect(await enter(join(readOnly, 'locks'))).toBe('in');
    execFileSync('mount', ['-o', 'remount,ro', readOnly]);
    await expectRefused(enter(join(readOnly, 'locks')), 'storage_denied');
    await expectRefused(enter(join(readOnly, 'others')), 'storage_denied');
  });

  it.skipIf(!canMount)('gives its lock back also when there is no room left to claim it', async () => {
    const directory = join(await mounted('nr_inodes=4,mode=0700'), 'locks');
    await enter(directory);
    expect(await readdir(directory)).toEqual([]);
    expect(await enter(directory)).toBe('in');
  });

  it('says that it may not', async () => {
    const directory = await fresh();
    await enter(directory);
    await chmod(directory, 0o500);
    if (isRoot) {
      // Root may write anywhere: be someone who may not.
      await chown(directory, NOBODY, NOBODY);
      await chmod(join(directory, '..'), 0o755);
      await chmod(join(directory, '..', '..'), 0o755);
      process.seteuid?.(NOBODY);
      onTestFinished(() => process.seteuid?.(0));
    }
    await expectRefused(enter(directory), 'storage_denied');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a process with a lock', () => {
  const run = (code: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      timeout: 60_000,
    });
  const start = (directory: string): string =>
    `const { fileLock } = await import('./src/index.ts'); const lock = fileLock({ directory: '${directory}' });`;

  it('ends at once when it has nothing else to do, also while it holds it, and listens to no signal', async () => {
    const directory = await fresh();
    const ended =
      'const began = performance.now(); process.on("exit", () => console.log(performance.now() - began));';
    const used = `await lock('name', async () => {}); ${ended}`;
    const held = `await new Promise((entered) => { lock('name', () => { entered(); return new Promise(() => {}); }); }); ${ended}`;
    const listeners =
      'console.log(["SIGINT", "SIGTERM", "exit"].map((event) => process.listenerCount(event)).join());';
    for (const code of [used, held]) {
      const lingered = await leastTime(500, async () => Number(run(`${start(directory)} ${code}`)));
      expect(lingered).toBeLessThan(500);
    }
    expect(run(`${start(directory)} await lock('name', async () => {}); ${listeners}`)).toBe('0,0,0\n');
    expect(await readdir(directory)).toEqual([]); // the last of them tidied up after the one before
  });
});
