import type { Clock, GiveHint, KeyStore, Lock, StorageFault } from "./index";
import type { Sealer } from "./seal";

export declare function createFileLock({ host: load, directory, clock }: FileLockOptions): Lock;
export declare const errnoOf: (error: unknown) => unknown;
export declare function faultOfErrno(errno: unknown): FileFault;
export interface FileFacts {
  readonly type: "file" | "directory" | "link" | "other";
  readonly mode: number | null;
  readonly owner: number | null;
  readonly size: number;
  readonly id: string | null;
  readonly modified: number | null;
}
export type FileFault = StorageFault;
export declare const fileHint: GiveHint<typeof fileHints>;
export declare const fileHints: {
  readonly store_directory_missing: "Give the store a `directory` for its files.";
  readonly lock_directory_missing: "Give the file lock a `directory` for its files.";
  readonly store_directory_impossible: "Check the path of the store: a part of it is missing, is a file, or has too long a name.";
  readonly store_directory_taken: "Check the path of the store: what exists there is not a directory.";
  readonly opened_to_fs_group: "On Kubernetes, mounting a volume can give a group access to the files of the key store. Set `fsGroupChangePolicy: OnRootMismatch`, then give these files mode 0600 and their directory mode 0700.";
  readonly read_only_file_system: "Choose a directory on a writable file system.";
  readonly record_is_a_directory: "In the directory of the store, remove the directory whose name ends in .jwe: a file belongs there.";
  readonly record_replaced_while_read: "Try again: another program kept replacing the record while this program tried to read it.";
};
export interface FileLockOptions {
  readonly host: () => LockHost | Promise<LockHost>;
  readonly directory: () => string;
  readonly clock?: Clock;
}
export interface FilePort {
  user(): number | null;
  join(directory: string, name: string): string;
  facts(path: string): Promise<FileFacts | null>;
  open(path: string): Promise<OpenFile | null>;
  create(path: string, bytes: Uint8Array, options?: {
    readonly durable: boolean;
  }): Promise<void>;
  createDirectory(path: string): Promise<void>;
  link(from: string, to: string): Promise<"linked" | "taken" | "unsupported">;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<boolean>;
  removeDirectory(path: string): Promise<void>;
  list(directory: string): Promise<string[]>;
  syncDirectory(path: string): Promise<void>;
  fault(error: unknown): FileFault;
}
export declare function linuxProcesses({ pid: own, readText, readLink }: ProcReader): Pick<LockHost, "scope" | "process">;
export interface LockHost {
  readonly files: FilePort;
  readonly pid: number;
  scope(): Promise<string | null>;
  process(pid: number): Promise<ProcessFacts | null>;
  touch(path: string): Promise<void>;
  every(ms: number, work: () => void): () => void;
}
export declare const noLinks: readonly unknown[];
export declare const noSync: readonly unknown[];
export interface OpenFile {
  facts(): Promise<FileFacts>;
  read(limit: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
export interface ProcessFacts {
  readonly running: boolean;
  readonly started: string | null;
}
export interface ProcReader {
  readonly pid?: number;
  readText(path: string): Promise<string>;
  readLink(path: string): Promise<string>;
}
export declare function readUpTo(limit: number, read: (rest: Uint8Array, position: number) => Promise<number>): Promise<Uint8Array>;
export declare function sealedRecords({ port: load, directory, sealer, lock }: SealedRecordsOptions): KeyStore;
export interface SealedRecordsOptions {
  readonly port: () => FilePort | Promise<FilePort>;
  readonly directory: () => string;
  readonly sealer: Sealer;
  readonly lock?: Lock;
}
export declare function unless<T, A>(work: Promise<T>, errnos: readonly unknown[], answer: A): Promise<T | A>;
