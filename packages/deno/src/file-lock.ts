import { checkObject, type Lock, storageError } from '@turbosmtp-auth/core';
import { createFileLock, fileHint } from '@turbosmtp-auth/core/files';
import { checkDirectory } from './check-directory.ts';
import { lockHost } from './lock-host.ts';
import { withNeeds } from './permissions/needs.ts';
import { filesIn } from './permissions/permission.ts';
import { refuseUnlessFilesIn } from './permissions/refuse-unless.ts';

/** Where locks are. */
export interface FileLockOptions {
  /** A directory for nothing else, created with mode 0700; for a store's own lock, `locks` in the store's directory. Required. */
  readonly directory: string;
}

/**
 * A lock among all processes of this user that name the same directory, in Deno, Node and Bun alike. It needs
 * `--allow-read=<directory>` and `--allow-write=<directory>`, and nothing else. If a holder is killed, the next process gets
 * the lock after two seconds. With `--allow-all` on Linux it gets it at once, since only then does Deno report other
 * processes. If a holder is stopped, the next process gets the lock after eight seconds at most.
 *
 * A client is right without a lock. The lock saves logins if several processes share a store. If the lock fails, the client goes on
 * without it.
 *
 * @throws {InvalidInputError} `invalid_input` if the directory is not a string, or begins with `~/` or `file:`.
 * @throws {StorageError} from the lock, with a code of {@link StorageCode}, if its directory cannot be used. If a permission
 * is missing, the code is `storage_denied` and the hint names each missing flag.
 * @example
 * ```ts
 * import { createClient, fileLock } from '@turbosmtp-auth/deno';
 *
 * const client = createClient({ lock: fileLock({ directory: '/var/lib/mailer/locks' }) });
 * ```
 */
export function fileLock(options: FileLockOptions): Lock {
  checkObject('options', options);
  const { directory } = options;
  checkDirectory(directory);
  const lock = createFileLock({
    host: lockHost,
    directory: () => {
      // An empty name would be the working directory.
      if (!directory) throw storageError('storage_unavailable', fileHint('lock_directory_missing'));
      refuseUnlessFilesIn(directory);
      return directory;
    },
  });
  return withNeeds(lock, directory ? filesIn(directory) : []);
}
