import { type Lock, storageError } from '@turbosmtp-auth/core';
import { createFileLock } from '@turbosmtp-auth/core/files';
import { lockHost } from './lock-host.ts';

/** Where locks are. */
export interface FileLockOptions {
  /** A directory for nothing else, created with mode 0700; for a store's own lock, `locks` in the store's directory. */
  readonly directory: string;
}

/**
 * A lock among all processes of this user that name the same directory, in Deno, Node and Bun alike. It needs
 * `--allow-read=<directory>` and `--allow-write=<directory>`, and nothing else. Where a holder is killed the next has it
 * after five seconds, or at once if Deno may do everything (`--allow-all`, on Linux): Deno tells of other processes to
 * no one else. Where a holder is stopped, the next has it after eight seconds at most.
 *
 * A client needs no lock to be right, only to log in once where several processes would. It rejects with a
 * `StorageError` where its directory cannot be used, and the client goes on without.
 *
 * @example
 * ```ts
 * import { createClient, fileLock } from '@turbosmtp-auth/deno';
 *
 * const client = createClient({ lock: fileLock({ directory: '/var/lib/mailer/locks' }) });
 * ```
 */
export function fileLock({ directory }: FileLockOptions): Lock {
  return createFileLock({
    host: lockHost,
    directory: () => {
      // An empty name would be the working directory.
      if (directory) return directory;
      throw storageError('storage_unavailable', { hint: 'Name the directory of the lock.' });
    },
  });
}
