import { join, resolve } from 'node:path';
import { type Lock, storageError } from '@turbosmtp-auth/core';
import { onFirstUse } from './on-first-use.ts';
import { stateDirectory } from './state-directory.ts';

/** Where locks are. */
export interface FileLockOptions {
  /**
   * A directory for nothing else, created with mode 0700. Default: `turbosmtp-auth/locks` in the platform's state
   * directory.
   */
  readonly directory?: string;
}

/**
 * A lock among all processes of this user that name the same directory, in Node, Bun and Deno alike. Where a holder is
 * killed the next has it at once; where it is stopped, after eight seconds; and where it ran on another machine or in
 * another container, five seconds after its last sign of life.
 *
 * A client needs no lock to be right, only to log in once where several processes would. It rejects with a
 * `StorageError` where its directory cannot be used, and the client goes on without. `createClient` chooses one by
 * itself for a store that processes share.
 *
 * @example
 * ```ts
 * import { createClient, fileLock } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ lock: fileLock({ directory: '/var/lib/mailer/locks' }) });
 * ```
 */
export function fileLock({ directory }: FileLockOptions = {}): Lock {
  // Now, so that a later chdir moves nothing.
  const chosen = directory && resolve(directory);
  const lock = onFirstUse(async (): Promise<Lock> => {
    const [{ createFileLock }, { lockHost }] = await Promise.all([
      import('@turbosmtp-auth/core/files'),
      import('./lock-host.ts'),
    ]);
    return createFileLock({
      host: () => lockHost,
      directory: () => {
        if (chosen === '')
          throw storageError('storage_unavailable', { hint: 'Name the directory of the lock.' });
        return chosen ?? join(stateDirectory(process.platform, process.env), 'locks');
      },
    });
  });
  return async (name, work, options) => (await lock())(name, work, options);
}
