// What is promised to everybody who writes against this library, said a second time, so that changing a type here
// and there at once takes two edits. `ServiceCode` is left to the core: the contract is held against it elsewhere.
import type { ServiceCode } from '@turbosmtp-auth/core';

type Awaitable<T> = T | Promise<T>;
type Provided<T> = T | (() => Awaitable<T>);
/** A function for the password alone is asked if there is a login, and at no other time. */
type ProvidedCredentials = Provided<Credentials> | { email: string; password: () => Awaitable<string> };
type Fetch = typeof globalThis.fetch;

export type Assurance = 'memory' | 'session' | 'encrypted' | 'os';

export interface Slot {
  readonly origin: string;
  readonly profile: string;
  readonly kind: 'session' | 'consumer' | 'revocation' | 'pending';
}

interface Versioned<Kind> {
  v: 1;
  kind: Kind;
  gen: string;
}

export type StoredRecord =
  | (Versioned<'session'> & {
      key: string;
      account: string;
      mintedAt: number;
      expiresAt: number | null;
      clockOffset: number;
    })
  | (Versioned<'consumer'> & {
      key: string;
      secret: string;
      label?: string;
      replaces?: { key: string; secret: string };
      siblings?: readonly string[];
    })
  | (Versioned<'revocation'> & { keys: readonly string[] })
  | (Versioned<'pending'> & { startedAt: number });

export interface KeyStore {
  describe(): Promise<{ backend: string; assurance: Assurance; persistent: boolean; sharedWith: string }>;
  get(slot: Slot): Promise<StoredRecord | null>;
  set(slot: Slot, record: StoredRecord, ifGen?: string | null): Promise<boolean>;
  remove(slot: Slot, ifGen?: string): Promise<boolean>;
  watch?(listener: (slot: Slot) => void): () => void;
}

export type Lock = <T>(
  name: string,
  work: () => Promise<T>,
  options?: { signal?: AbortSignal; timeout?: number },
) => Promise<T>;

export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Platform {
  readonly name: string;
  readonly fetch: Fetch;
  readonly keyStore: KeyStore;
  readonly lock: Lock;
  readonly neverSent?: (error: unknown) => boolean;
}

export interface Credentials {
  email: string;
  password: string;
}

export interface ConsumerPair {
  key: string;
  secret: string;
}

export interface ClientOptions {
  baseUrl?: string | URL;
  profile?: string;
  credentials?: ProvidedCredentials;
  consumer?: Provided<ConsumerPair>;
  region?: 'global' | 'eu';
  noExpire?: boolean;
  timeout?: number;
  retry?: { attempts?: number } | false;
  minAssurance?: Assurance;
  keyStore?: KeyStore;
  lock?: Lock;
  fetch?: Fetch;
  clock?: Clock;
  trace?: (event: TraceEvent) => void;
}

export interface CallOptions {
  signal?: AbortSignal;
  timeout?: number;
}

export interface Session {
  readonly account: string;
  readonly profile: string;
  readonly mintedAt: Date;
  readonly expiry: { readonly at: Date | null; readonly kind: 'estimated' | 'never' };
  readonly persisted: boolean;
}

export type ClientEvent = 'login' | 'renew' | 'logout' | 'expire' | 'change';

interface NewPassword {
  newPassword: string;
  confirmPassword?: string;
}

export interface Client extends AsyncDisposable {
  login(
    input: Credentials & { noExpire?: boolean },
    options?: CallOptions,
  ): Promise<Session & AsyncDisposable>;
  logout(options?: CallOptions): Promise<{ revoked: 'now' | 'queued' | 'nothing' }>;
  changePassword(input: NewPassword & { currentPassword: string }, options?: CallOptions): Promise<void>;
  settlePasswordChange(
    input: { email: string; currentPassword: string; newPassword: string },
    options?: CallOptions,
  ): Promise<'changed' | 'unchanged' | 'unknown'>;
  requestPasswordReset(input: { email: string }, options?: CallOptions): Promise<void>;
  verifyResetToken(input: { token: string }, options?: CallOptions): Promise<boolean>;
  resetPassword(input: NewPassword & { token: string }, options?: CallOptions): Promise<void>;
  listConsumerKeys(options?: CallOptions): Promise<ConsumerKey[]>;
  createConsumerKey(
    input: { permissions: readonly ConsumerPermission[]; label?: string; ips?: readonly string[] },
    options?: CallOptions,
  ): Promise<ConsumerPair>;
  deleteConsumerKey(input: { key: string }, options?: CallOptions): Promise<void>;
  session(): Promise<Session | null>;
  apiKey(options?: CallOptions): Promise<string>;
  invalidate(key: string): Promise<void>;
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  on<E extends ClientEvent>(event: E, listener: (session: Session | null) => void): () => void;
  close(): Promise<void>;
}

export type ConsumerPermission = 'SEND_SMTP' | 'SEND_API' | 'APIS';

export interface ConsumerKey {
  key: string;
  label: string;
  createdAt: Date | null;
  ips: readonly string[];
  legacy: boolean | null;
  permissions: readonly string[] | null;
}

export type OperationName =
  | 'login'
  | 'logout'
  | 'changePassword'
  | 'requestPasswordReset'
  | 'verifyResetToken'
  | 'resetPassword'
  | 'listConsumerKeys'
  | 'createConsumerKey'
  | 'deleteConsumerKey';

export type ClientCode =
  | 'invalid_input'
  | 'network'
  | 'timeout'
  | 'outcome_unknown'
  | 'redirect_refused'
  | 'unexpected_response'
  | 'rate_limited'
  | 'server_error'
  | 'signed_out'
  | 'account_mismatch'
  | 'not_allowed'
  | 'closed'
  | 'unknown'
  | `storage_${'unavailable' | 'denied' | 'insecure' | 'damaged' | 'wrong_key' | 'misplaced' | 'too_new' | 'full' | 'timeout' | 'below_assurance'}`;

export type ErrorCode = ClientCode | ServiceCode;

export type TraceEvent = { readonly call: string; readonly operation: OperationName | 'fetch' } & (
  | { type: 'request'; method: string; path: string; attempt: number }
  | { type: 'response'; status: number; ms: number; attempt: number }
  | { type: 'retry'; delay: number; reason: ErrorCode }
  | { type: 'login'; reason: 'asked' | 'missing' | 'expired' | 'refused'; ms: number }
  | { type: 'lock'; waited: number; held: boolean }
  | { type: 'store'; action: 'get' | 'set' | 'remove'; ms: number }
  | { type: 'failure'; code: ErrorCode; ms: number }
);

export interface TurboSMTPAuthError extends Error {
  readonly code: ErrorCode;
  readonly status?: number;
  readonly serverCode?: string;
  readonly operation?: OperationName | 'fetch';
  readonly retryable: boolean;
  readonly retryAt?: Date;
  readonly hint: string;
  readonly reason?: string;
  readonly issues?: readonly { path: string; code: string; message: string }[];
  toJSON(): { name: string; code: ErrorCode; message: string; hint: string } & Record<string, unknown>;
}

export interface PasswordRule {
  readonly id: 'length' | 'uppercase' | 'lowercase' | 'digit';
  readonly code: ServiceCode;
  readonly description: string;
}

export interface PasswordCheck {
  ok: boolean;
  rules: (PasswordRule & { passed: true | false | 'maybe' })[];
}

export interface PasswordIssue {
  rule: PasswordRule['id'] | 'missing' | 'confirmation' | 'unchanged';
  code: ServiceCode;
  description: string;
}

export interface Sandbox {
  fetch: Fetch;
  accounts: {
    add(account: Credentials & { active?: boolean }): void;
    list(): { email: string; active: boolean }[];
  };
  keys: { list(): { account: string; expiresAt: number | null }[]; revokeAll(): void };
  outbox: {
    list(): { to: string; subject: string; text: string; html: string; token?: string; sentAt: number }[];
    clear(): void;
  };
  clock: Clock & { advance(ms: number): void };
  requests: { list(): { method: string; path: string; status: number; at: number }[]; clear(): void };
  reset(): void;
}

export type KeyStoreContract = (port: {
  create(): Promise<KeyStore>;
  reopen?(store: KeyStore): Promise<KeyStore>;
  damage?(store: KeyStore, slot: Slot): Promise<void>;
}) => { name: string; run(): Promise<void> }[];
