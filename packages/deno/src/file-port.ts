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
import { denoHint } from './hints.ts';

/** The directory was permitted a moment ago, so that this is about something else, such as a place that a link leads to. */
const notCapable: FileFault = {
  code: 'storage_denied',
  ...denoHint('files_not_permitted', { flags: '--allow-read=<directory> --allow-write=<directory>' }),
};

const isWindows = (): boolean => Deno.build.os === 'windows';

const missing = ['ENOENT'];

function factsOf(info: Deno.FileInfo): FileFacts {
  const { mode, uid, dev, ino } = info;
  return {
    type: info.isSymlink ? 'link' : info.isFile ? 'file' : info.isDirectory ? 'directory' : 'other',
    mode: mode === null || isWindows() ? null : mode & 0o7777,
    owner: isWindows() ? null : uid,
    size: info.size,
    id: ino === null ? null : `${dev}:${ino}`,
    modified: info.mtime?.getTime() ?? null,
  };
}

function openFile(file: Deno.FsFile): OpenFile {
  return {
    facts: async () => factsOf(await file.stat()),
    read: (limit) => readUpTo(limit, async (rest) => (await file.read(rest)) ?? 0),
    close: async () => file.close(),
  };
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let length = 0; length < bytes.length; ) length += await file.write(bytes.subarray(length));
}

/** Deno's files, as the stores of the core see them. */
export const filePort: FilePort = {
  // Asking costs `--allow-sys=uid`, which is not worth a prompt: without it, a record's owner must be its directory's.
  user: () =>
    Deno.permissions.querySync({ name: 'sys', kind: 'uid' }).state === 'granted' ? Deno.uid() : null,
  join: (directory, name) => `${directory.replace(/[/\\]$/, '')}${isWindows() ? '\\' : '/'}${name}`,
  facts: async (path) => {
    const info = await unless(Deno.lstat(path), missing, null);
    return info && factsOf(info);
  },
  // Deno cannot refuse links while it opens: the store compares what it opened with what it saw before.
  open: async (path) => {
    const file = await unless(Deno.open(path), missing, null);
    return file && openFile(file);
  },
  create: async (path, bytes, { durable } = { durable: true }) => {
    const file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
    try {
      await writeAll(file, bytes);
      if (durable) await file.sync();
    } catch (error) {
      await Deno.remove(path).catch(() => {}); // the write's own failure says more
      throw error;
    } finally {
      file.close();
    }
  },
  createDirectory: (path) => Deno.mkdir(path, { recursive: true, mode: 0o700 }),
  link: async (from, to) => {
    const linked = Deno.link(from, to).then(() => 'linked' as const);
    return unless(unless(linked, ['EEXIST'], 'taken' as const), noLinks, 'unsupported' as const);
  },
  rename: (from, to) => Deno.rename(from, to),
  remove: (path) =>
    unless(
      Deno.remove(path).then(() => true),
      missing,
      false,
    ),
  removeDirectory: (path) => Deno.remove(path), // only what is empty
  list: async (directory) => {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(directory)) names.push(name);
    return names;
  },
  syncDirectory: async (path) => {
    if (isWindows()) return; // directories cannot be opened there
    const directory = await Deno.open(path);
    await unless(directory.sync(), noSync, undefined).finally(() => directory.close());
  },
  fault: (error) =>
    error instanceof Error && error.name === 'NotCapable' ? notCapable : faultOfErrno(errnoOf(error)),
};
