import { checkObject, type Lock, storageError } from '@turbosmtp-auth/core';
import { onFirstUse } from './on-first-use.ts';
import { givenDirectory, ownStateDirectory } from './state-directory.ts';

// Not an import, which costs half a millisecond more.
const { join } = process.getBuiltinModule('node:path');

/** Where locks are. */
export interface FileLockOptions {
  /**
   * A directory for nothing else, created with mode 0700. Default: `turbosmtp-auth/locks` in the platform's state
   * directory.
   */
  readonly directory?: string;
}

/**
 * A lock among all processes of this user that name the same directory, in Node, Bun and Deno. If a holder is killed, the next
 * process has the lock at once. If a holder is stopped, the next has it after eight seconds. If a holder ran on another machine or in
 * another container, the next has it two seconds after its last sign of life.
 *
 * A client is right without a lock. The lock saves logins if several processes share a store. `createClient` chooses one by itself for
 * such a store. If the lock fails, the client goes on without it.
 *
 * @throws {InvalidInputError} `invalid_input` if the directory is not a string, or begins with `~/` or `file:`.
 * @throws {StorageError} from the lock, with a code of {@link StorageCode}, if its directory cannot be used.
 * @example
 * ```ts
 * import { createClient, fileLock } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ lock: fileLock({ directory: '/var/lib/mailer/locks' }) });
 * ```
 */
export function fileLock(options: FileLockOptions = {}): Lock {
  checkObject('options', options);
  const chosen = givenDirectory(options.directory);
  const lock = onFirstUse(async (): Promise<Lock> => {
    const [{ createFileLock, fileHint }, { lockHost }, { statePort }] = await Promise.all([
      import('@turbosmtp-auth/core/files'),
      import('./lock-host.ts'),
      import('./file-port.ts'),
    ]);
    return createFileLock({
      host: () => (chosen === undefined ? { ...lockHost, files: statePort } : lockHost),
      directory: () => {
        if (chosen === '') throw storageError('storage_unavailable', fileHint('lock_directory_missing'));
        return chosen ?? join(ownStateDirectory(), 'locks');
      },
    });
  });
  return async (name, work, options) => (await lock())(name, work, options);
}
