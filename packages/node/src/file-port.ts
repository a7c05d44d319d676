import type { BigIntStats } from 'node:fs';
import {
  constants,
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  errnoOf,
  type FileFacts,
  type FilePort,
  faultOfErrno,
  noLinks,
  noSync,
  type OpenFile,
  readUpTo,
  unless,
} from '@turbosmtp-auth/core/files';

// The global: importing `node:process` reads its every property, standard streams included, some 10 ms.
const windows: boolean = process.platform === 'win32';

// Absent on Windows, which opens no link and no FIFO by these names either.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_DIRECTORY = 0, O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants;

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
    const handle = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      await handle.writeFile(bytes);
      if (durable) await handle.sync();
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
  list: (directory) => readdir(directory),
  syncDirectory: async (path) => {
    if (windows) return; // directories cannot be opened there
    const handle = await open(path, O_RDONLY | O_DIRECTORY);
    await unless(handle.sync(), noSync, undefined).finally(() => handle.close());
  },
  fault: (error) => faultOfErrno(errnoOf(error)),
};
