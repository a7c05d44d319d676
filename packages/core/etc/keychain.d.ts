import type { KeyStore, Lock, StorageError, StorageFault } from "./index";

export declare const answerScript: string;
export interface Asking<Request> {
  ask(request: Request, timeout: number): Promise<KeychainReply>;
  answered(reply: KeychainReply): void;
  giveUp(reason: StorageError): void;
  isIdle(): boolean;
}
export interface AskingOptions<Request> {
  readonly send: (message: {
    readonly id: number;
    readonly request: Request;
  }) => void;
  readonly late: () => void;
}
export declare function atKeychain<T>(processes: Lock | undefined, limit: number, work: (left: () => number) => Promise<T>): Promise<T>;
export declare function createAsking<Request>({ send, late }: AskingOptions<Request>): Asking<Request>;
export interface KeychainAbsence extends KeychainFault {
  readonly absent: string;
}
export interface KeychainFault extends StorageFault {
  readonly absent?: string;
}
export declare function keychainFault(message: string): KeychainFault;
export type KeychainOutcome = {
  readonly value: unknown;
} | {
  readonly fault: KeychainFault;
};
export interface KeychainPort {
  read(entry: string, timeout: number): Promise<string | null>;
  replace(entry: string, before: string | null, after: string | null, timeout: number): Promise<boolean>;
}
export declare function keychainPort(ask: (request: KeychainRequest, timeout: number) => Promise<KeychainOutcome>): KeychainPort;
export declare function keychainRecords({ port: load, timeout, lock }: KeychainRecordsOptions): KeyStore;
export interface KeychainRecordsOptions {
  readonly port: () => KeychainPort | Promise<KeychainPort>;
  readonly timeout?: number | undefined;
  readonly lock?: Lock | undefined;
}
export type KeychainReply = {
  readonly id: number;
} & ({
  readonly value: unknown;
} | {
  readonly failure: string;
});
export type KeychainRequest = {
  readonly work: "read";
  readonly entry: string;
} | {
  readonly work: "replace";
  readonly entry: string;
  readonly before: string | null;
  readonly after: string | null;
};
export declare const noKeyring: KeychainAbsence;
export declare const noSessionBus: KeychainAbsence;
