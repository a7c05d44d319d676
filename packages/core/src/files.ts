export { createFileLock, type FileLockOptions } from './file-lock/file-lock.ts';
export { linuxProcesses, type ProcReader } from './file-lock/linux-processes.ts';
export type { LockHost, ProcessFacts } from './file-lock/lock-host.ts';
export { errnoOf, noLinks, noSync, unless } from './files/errno.ts';
export { faultOfErrno } from './files/faults.ts';
export type { FileFacts, FileFault, FilePort, OpenFile } from './files/file-port.ts';
export { fileHint, fileHints } from './files/hints.ts';
export { readUpTo } from './files/read-up-to.ts';
export { type SealedRecordsOptions, sealedRecords } from './files/sealed-records.ts';
