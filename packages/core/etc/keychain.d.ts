import type { KeyStore, Lock, StorageCode } from "./index";

export declare const answerScript: string;
export declare function atKeychain<T>(processes: Lock | undefined, timeout: number, work: (left: () => number) => Promise<T>): Promise<T>;
export interface KeychainAbsence extends KeychainFault {
  readonly absent: string;
}
export interface KeychainFault {
  readonly code: StorageCode;
  readonly hint?: string;
  readonly absent?: string;
}
export declare function keychainFault(message: string): KeychainFault;
export interface KeychainPort {
  read(entry: string, timeout: number): Promise<string | null>;
  replace(entry: string, before: string | null, after: string | null, timeout: number): Promise<boolean>;
}
export declare function keychainRecords({ port: load, timeout, lock }: KeychainRecordsOptions): KeyStore;
export interface KeychainRecordsOptions {
  readonly port: () => KeychainPort | Promise<KeychainPort>;
  readonly timeout?: number | undefined;
  readonly lock?: Lock | undefined;
}
export declare const noKeyring: KeychainAbsence;
export declare const noSessionBus: KeychainAbsence;
