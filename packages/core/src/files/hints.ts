import { type GiveHint, hintsOf } from '../errors/hints.ts';

/** What to do about errors of sealed files and file locks, in English. For authors of adapters. */
export const fileHints = {
  store_directory_missing: 'Give the store a `directory` for its files.',
  lock_directory_missing: 'Give the file lock a `directory` for its files.',
  store_directory_impossible:
    'Check the path of the store: a part of it is missing, is a file, or has too long a name.',
  store_directory_taken: 'Check the path of the store: what exists there is not a directory.',
  opened_to_fs_group:
    'On Kubernetes, mounting a volume can give a group access to the files of the key store. Set `fsGroupChangePolicy: OnRootMismatch`, then give these files mode 0600 and their directory mode 0700.',
  read_only_file_system: 'Choose a directory on a writable file system.',
  record_is_a_directory:
    'In the directory of the store, remove the directory whose name ends in .jwe: a file belongs there.',
  record_replaced_while_read:
    'Try again: another program kept replacing the record while this program tried to read it.',
} as const;

/** The hint for a reason of {@link fileHints}. For authors of adapters. */
export const fileHint: GiveHint<typeof fileHints> = /* @__PURE__ */ hintsOf(fileHints);
