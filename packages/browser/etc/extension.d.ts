import type { CallOptions, Client, ClientOptions, Credentials, ErrorCode, KeyStore, Platform, Session } from "@turbosmtp-auth/core";
export * from "@turbosmtp-auth/core";

export interface Caller {
  readonly context: "page" | "contentScript";
  readonly origin: string;
  readonly tabId?: number;
  readonly frameId?: number;
}
export declare function connectClient(options?: ConnectOptions): ConnectedClient;
export interface ConnectedClient extends Omit<Client, "apiKey" | "invalidate" | "login"> {
  login(input: Login, options?: CallOptions): Promise<Session>;
  interrupted(): Promise<Interrupted[]>;
  acknowledge(id: string): Promise<void>;
  ask<T = unknown>(name: string, input?: unknown, options?: CallOptions): Promise<T>;
}
export interface ConnectOptions {
  answerWithin?: number;
}
export declare function createClient(given?: ClientOptions): ExtensionClient;
export interface ExtensionClient extends Client {
  login(input: Login, options?: CallOptions): ReturnType<Client["login"]>;
}
export declare function extensionKeyStore(options?: ExtensionKeyStoreOptions): KeyStore;
export interface ExtensionKeyStoreOptions {
  name?: string;
}
export interface Interrupted {
  readonly id: string;
  readonly operation: Exclude<ServedOperation, "session" | "interrupted" | "fetch">;
  readonly startedAt: Date;
  readonly outcome: "done" | "failed" | "unknown";
  readonly code?: ErrorCode;
}
export type Login = Credentials & {
  noExpire?: boolean;
  remember?: boolean;
};
export declare const platform: Platform;
export declare function serveClient(client: ExtensionClient, options?: ServeOptions): () => void;
export type ServedOperation = "login" | "logout" | "session" | "changePassword" | "settlePasswordChange" | "requestPasswordReset" | "verifyResetToken" | "resetPassword" | "listConsumerKeys" | "createConsumerKey" | "deleteConsumerKey" | "fetch" | "interrupted";
export interface ServeOptions {
  allow?: {
    pages?: readonly ServedOperation[];
    contentScripts?: readonly Exclude<ServedOperation, "fetch" | "login">[];
    incognito?: boolean;
  };
  answer?: Readonly<Record<string, {
    for: "pages" | "contentScripts" | "both";
    run(input: unknown, caller: Caller): unknown;
  }>>;
}
