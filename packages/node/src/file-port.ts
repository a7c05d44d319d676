import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { storageError } from '@turbosmtp-auth/core';
import {
  errnoOf,
  type FileFacts,
  type FileFault,
  type FilePort,
  faultOfErrno,
  noLinks,
  noSync,
  type OpenFile,
  readUpTo,
  unless,
} from '@turbosmtp-auth/core/files';
import { nodeHint } from './hints.ts';

// Not imports: a bundler moves those to the top of its one file, where each start pays for them.
const { dirname, join } = process.getBuiltinModule('node:path');
const { constants, link, lstat, mkdir, open, readdir, rename, rmdir, unlink } =
  process.getBuiltinModule('node:fs/promises');
const { fsync } = process.getBuiltinModule('node:fs');

// The global: importing `node:process` reads its every property, standard streams included, some 10 ms.
const windows: boolean = process.platform === 'win32';

// Absent on Windows, which opens no link and no FIFO by these names either.
const {
  O_NOFOLLOW = 0,
  O_NONBLOCK = 0,
  O_DIRECTORY = 0,
  O_SYNC = 0,
  O_RDONLY,
  O_WRONLY,
  O_CREAT,
  O_EXCL,
} = constants;

/** What Node's permission model says. It also disables fsync, even if it allows writing (Node 26). */
const REFUSED = 'ERR_ACCESS_DENIED';

/**
 * Brings what is open to the disk, where the file system and the permission model let it. It is not `handle.sync()`, which
 * the file system of Yarn's Plug’n’Play does not implement.
 */
function sync({ fd }: FileHandle): Promise<void> {
  const synced = new Promise<void>((resolve, reject) => {
    fsync(fd, (error) => (error ? reject(error) : resolve()));
  });
  return unless(synced, [...noSync, 'EPERM', REFUSED], undefined);
}

function factsOf(stats: BigIntStats): FileFacts {
  return {
    type: stats.isSymbolicLink()
      ? 'link'
      : stats.isFile()
        ? 'file'
        : stats.isDirectory()
          ? 'directory'
          : 'other',
    mode: windows ? null : Number(stats.mode & 0o7777n),
    owner: windows ? null : Number(stats.uid),
    size: Number(stats.size),
    id: `${stats.dev}:${stats.ino}`,
    modified: Number(stats.mtimeMs),
  };
}

function openFile(handle: FileHandle): OpenFile {
  return {
    facts: async () => factsOf(await handle.stat({ bigint: true })),
    read: (limit) =>
      readUpTo(limit, async (rest, position) => {
        const { bytesRead } = await handle.read(rest, 0, rest.length, position);
        return bytesRead;
      }),
    close: () => handle.close(),
  };
}

/** Node's own recursive mkdir says ENOENT where the disk is read-only. */
async function createDirectory(path: string): Promise<void> {
  const made = async (): Promise<true> => {
    await mkdir(path, 0o700);
    return true;
  };
  if (await unless(unless(made(), ['EEXIST'], true), ['ENOENT'], path === dirname(path))) return;
  await createDirectory(dirname(path));
  await unless(made(), ['EEXIST'], true);
}

/** Node says which path it refused. */
const refusedByNode = (error: unknown): FileFault => ({
  code: 'storage_denied',
  ...nodeHint('files_not_permitted', { path: String((error as { resource?: unknown }).resource) }),
});

/** Node's files, as the stores of the core see them. */
export const filePort: FilePort = {
  user: () => process.geteuid?.() ?? null,
  join,
  facts: async (path) => {
    const stats = await unless(lstat(path, { bigint: true }), ['ENOENT'], null);
    return stats && factsOf(stats);
  },
  open: async (path) => {
    const handle = await unless(open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK), ['ENOENT'], null);
    return handle && openFile(handle);
  },
  create: async (path, bytes, { durable } = { durable: true }) => {
    // Under the permission model, a write that is on the disk when it answers takes the place of fsync.
    const atOnce = durable && process.permission ? O_SYNC : 0;
    const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | atOnce;
    const handle = await open(path, flags, 0o600);
    try {
      await handle.writeFile(bytes);
      if (durable) await sync(handle);
      await handle.close();
    } catch (error) {
      await Promise.allSettled([handle.close(), unlink(path)]);
      throw error;
    }
  },
  createDirectory,
  link: async (from, to) => {
    const linked = link(from, to).then(() => 'linked' as const);
    return unless(unless(linked, ['EEXIST'], 'taken' as const), noLinks, 'unsupported' as const);
  },
  rename,
  remove: (path) =>
    unless(
      unlink(path).then(() => true),
      ['ENOENT'],
      false,
    ),
  removeDirectory: (path) => rmdir(path),
  list: (directory) => readdir(directory),
  syncDirectory: async (path) => {
    if (windows) return; // directories cannot be opened there
    const handle = await open(path, O_RDONLY | O_DIRECTORY);
    await sync(handle).finally(() => handle.close());
  },
  fault: (error) => (errnoOf(error) === REFUSED ? refusedByNode(error) : faultOfErrno(errnoOf(error))),
};

/** Says which directory does not let this user make something in it, and whose it is. */
async function refusedAt(path: string, error: unknown): Promise<never> {
  if (!['EACCES', 'EPERM'].includes(String(errnoOf(error)))) throw error;
  for (let above = dirname(path); ; above = dirname(above)) {
    const stats = await lstat(above).catch(() => null); // what is not there refused nothing
    if (!stats && above !== dirname(above)) continue;
    if (!stats) throw error;
    throw storageError('storage_denied', {
      ...nodeHint('directory_of_another_user', {
        user: process.geteuid?.() ?? 0,
        directory: above,
        owner: stats.uid,
      }),
    });
  }
}

/**
 * The same, for a directory that the platform chose and the caller never named: if it refuses, the error names it. A path
 * that the caller gave is in no error.
 */
export const statePort: FilePort = {
  ...filePort,
  create: (path, bytes, options) =>
    filePort.create(path, bytes, options).catch((error) => refusedAt(path, error)),
  createDirectory: (path) => createDirectory(path).catch((error) => refusedAt(path, error)),
};
