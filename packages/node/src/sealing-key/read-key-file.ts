import type { FileHandle } from 'node:fs/promises';
import { isTurboSMTPAuthError, storageError } from '@turbosmtp-auth/core';
import { type KeyPlace, refusedKey, type SealingKeySource } from './sources.ts';

/** Bytes. A key has 43. */
const LIMIT = 1024;

const OTHERS_WRITE = 0o022;

/** What is the machine's matter, and says nothing of the file. */
const passing: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EIO', 'ESTALE']);

/**
 * The text of a key's file, `null` where there may be none and is none. Links are followed: Kubernetes mounts secrets
 * as links.
 *
 * A file that others can write to is refused, since they could choose the key. One that others can read is not: Docker
 * and Kubernetes mount secrets so, and a key opens nothing without the records, which are for their owner only.
 */
export async function readKeyFile(place: Extract<KeyPlace, { file: string }>): Promise<string | null> {
  const { source, file, required } = place;
  // On first use, and not from `node:fs`, which costs twice as much to import.
  const { constants, open } = await import('node:fs/promises');
  const { O_RDONLY, O_NONBLOCK = 0 } = constants; // a FIFO would wait for its writer
  try {
    const handle = await open(file, O_RDONLY | O_NONBLOCK);
    return await readJudged(handle, source).finally(() => handle.close());
  } catch (error) {
    if (isTurboSMTPAuthError(error)) throw error;
    const { code } = Object(error) as { code?: unknown }; // the file system's errors have one
    if ((code === 'ENOENT' || code === 'ENOTDIR') && !required) return null;
    if (passing.has(code))
      throw storageError('storage_unavailable', {
        hint: `The file of ${source} could not be read for now: see how many files are open, and how the disk is.`,
        retryable: true,
      });
    throw refusedKey(source, 'not_readable', unreadable);
  }
}

async function readJudged(handle: FileHandle, source: SealingKeySource): Promise<string> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw refusedKey(source, 'not_a_file', unreadable);
  if (process.platform !== 'win32' && (stats.mode & OTHERS_WRITE) !== 0)
    throw storageError('storage_insecure', {
      hint: `Let nobody but its owner write to the file of ${source}: chmod go-w.`,
    });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LIMIT), 0, LIMIT, 0);
  return buffer.toString('latin1', 0, bytesRead);
}

const unreadable = 'Check that the file exists and that this user may read it.';
