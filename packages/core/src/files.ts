export { faultOfErrno } from './files/faults.ts';
export { createFileLock, type FileLockOptions } from './files/file-lock.ts';
export type { FileFacts, FileFault, FilePort, OpenFile } from './files/file-port.ts';
export { linuxProcesses, type ProcReader } from './files/linux-processes.ts';
export type { LockHost, ProcessFacts } from './files/lock-host.ts';
export { type SealedRecordsOptions, sealedRecords } from './files/sealed-records.ts';
