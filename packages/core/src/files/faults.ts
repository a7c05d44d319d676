import type { FileFault } from './file-port.ts';

const full: FileFault = { code: 'storage_full' };
const denied: FileFault = { code: 'storage_denied' };
const insecure: FileFault = { code: 'storage_insecure' };
const notThere: FileFault = {
  code: 'storage_unavailable',
  hint: 'Check that the directory of the store can exist where it should be.',
};

const byErrno: Readonly<Record<string, FileFault>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: denied,
  EPERM: denied,
  EROFS: { code: 'storage_denied', hint: 'Choose a directory on a file system that can be written to.' },
  ELOOP: insecure, // a link where none may be followed; FreeBSD says EMLINK
  EMLINK: insecure,
  EEXIST: insecure, // someone was first at a random name
  ENOTDIR: notThere,
  ENOENT: notThere,
  ENAMETOOLONG: notThere,
  EISDIR: { code: 'storage_damaged', hint: 'Remove the directory that is in the place of a record.' },
};

/** What a POSIX error code means for a store. */
export function faultOfErrno(errno: unknown): FileFault {
  return typeof errno === 'string' && Object.hasOwn(byErrno, errno)
    ? (byErrno[errno] ?? notThere)
    : { code: 'storage_unavailable' };
}
