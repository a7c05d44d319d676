export { faultOfErrno } from './files/faults.ts';
export type { FileFacts, FileFault, FilePort, OpenFile } from './files/file-port.ts';
export { type SealedRecordsOptions, sealedRecords } from './files/sealed-records.ts';
