import type { FileHandle } from 'node:fs/promises';
import { invalidInput, isTurboSMTPAuthError, storageError } from '@turbosmtp-auth/core';
import { nodeHint } from '../hints.ts';
import { type KeyPlace, refusedKey, type SealingKeySource } from './sources.ts';

/** Bytes. A key has 43, and there may be several. */
const LIMIT = 1024;

const OTHERS_WRITE = 0o022;

/** What Node's permission model says. */
const REFUSED = 'ERR_ACCESS_DENIED';

const absent: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', REFUSED]);

const accessFailure = (file: string): Promise<string | undefined> =>
  new Promise((resolve) => process.getBuiltinModule('node:fs').access(file, (error) => resolve(error?.code)));

/** What is the machine's matter, and says nothing of the file. */
const passing: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EIO', 'ESTALE']);

/**
 * The text of a key's file. It is `null` if the file is optional and does not exist, or if Node may not look for one that
 * was not named. Links are followed: Kubernetes mounts secrets as links.
 *
 * A file that others can write to is refused, since they could choose the key. A file that others can read is accepted:
 * Docker and Kubernetes mount secrets so. A key opens nothing without the records, which only their owner can read.
 */
export async function readKeyFile(place: Extract<KeyPlace, { file: string }>): Promise<string | null> {
  const { source, file, required } = place;
  try {
    // Most programs have no such file. This finds out with what is loaded: `node:fs/promises` takes 3 ms.
    if (!required && absent.has(await accessFailure(file))) return null;
    const { constants, open } = process.getBuiltinModule('node:fs/promises');
    const { O_RDONLY, O_NONBLOCK = 0 } = constants; // a FIFO would wait for its writer
    const handle = await open(file, O_RDONLY | O_NONBLOCK);
    return await readJudged(handle, source).finally(() => handle.close());
  } catch (error) {
    if (isTurboSMTPAuthError(error)) throw error;
    const { code } = Object(error) as { code?: unknown }; // the file system's errors have one
    // It was not named: if the permission model does not let Node look, it is not there.
    if (!required && absent.has(code)) return null;
    if (code === REFUSED)
      throw invalidInput(source, 'not_readable', nodeHint('key_file_not_permitted', { source }));
    if (passing.has(code))
      throw storageError('storage_unavailable', {
        ...nodeHint('key_file_busy', { source }),
        retryable: true,
      });
    throw refusedKey(source, 'not_readable', 'key_file_unreadable');
  }
}

async function readJudged(handle: FileHandle, source: SealingKeySource): Promise<string> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw refusedKey(source, 'not_a_file', 'key_file_unreadable');
  if (process.platform !== 'win32' && (stats.mode & OTHERS_WRITE) !== 0)
    throw storageError('storage_insecure', nodeHint('key_file_writable_by_others', { source }));
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LIMIT), 0, LIMIT, 0);
  const text = buffer.toString('latin1', 0, bytesRead);
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}

/** As editors on Windows put it at the start of a file, read byte by byte. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
