import type { FileFault } from './file-port.ts';
import { fileHint } from './hints.ts';

const full: FileFault = { code: 'storage_full' };
const denied: FileFault = { code: 'storage_denied' };
const insecure: FileFault = { code: 'storage_insecure' };
const notThere: FileFault = {
  code: 'storage_unavailable',
  ...fileHint('store_directory_impossible'),
};

const byErrno: Readonly<Record<string, FileFault>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: denied,
  EPERM: denied,
  EROFS: { code: 'storage_denied', ...fileHint('read_only_file_system') },
  ELOOP: insecure, // a link where none may be followed; FreeBSD says EMLINK
  EMLINK: insecure,
  EEXIST: insecure, // someone was first at a random name
  ENOTDIR: notThere,
  ENOENT: notThere,
  ENAMETOOLONG: notThere,
  EISDIR: { code: 'storage_damaged', ...fileHint('record_is_a_directory') },
};

/** What a POSIX error code means for a store. For authors of adapters. */
export function faultOfErrno(errno: unknown): FileFault {
  return typeof errno === 'string' && Object.hasOwn(byErrno, errno)
    ? (byErrno[errno] ?? notThere)
    : { code: 'storage_unavailable' };
}
