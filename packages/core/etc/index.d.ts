import type { PasswordRuleCode } from "./password";

export declare function asStorageErrors<T>(work: () => Promise<T>, faultOf: (error: unknown) => StorageFault | Promise<StorageFault>): Promise<T>;
export type Assurance = (typeof assurances)[number];
export declare const assurances: readonly ["memory", "session", "encrypted", "os"];
export type AuthScheme = "key" | "consumer";
export declare class BadRequestError extends TurboSMTPAuthError {
  override get name(): string;
}
export interface CallOptions {
  signal?: AbortSignal;
  timeout?: number;
}
export declare function checkPassword(password: string): PasswordCheck;
export declare function checkProfile(profile: string): void;
export interface Client extends AsyncDisposable {
  login(input: Credentials & {
    noExpire?: boolean;
  }, options?: CallOptions): Promise<Session & AsyncDisposable>;
  logout(options?: CallOptions): Promise<LogoutResult>;
  changePassword(input: ChangePasswordInput, options?: CallOptions): Promise<void>;
  requestPasswordReset(input: RequestPasswordResetInput, options?: CallOptions): Promise<void>;
  verifyResetToken(input: VerifyResetTokenInput, options?: CallOptions): Promise<boolean>;
  resetPassword(input: ResetPasswordInput, options?: CallOptions): Promise<void>;
  settlePasswordChange(input: SettlementInput, options?: CallOptions): Promise<PasswordChangeOutcome>;
  listConsumerKeys(options?: CallOptions): Promise<ConsumerKey[]>;
  createConsumerKey(input: CreateConsumerKeyInput, options?: CallOptions): Promise<ConsumerPair>;
  deleteConsumerKey(input: DeleteConsumerKeyInput, options?: CallOptions): Promise<void>;
  session(): Promise<Session | null>;
  apiKey(options?: CallOptions): Promise<string>;
  invalidate(key: string): Promise<void>;
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  on<E extends ClientEvent>(event: E, listener: (session: Session | null) => void): () => void;
  close(): Promise<void>;
}
export type ClientCode = "invalid_input" | "network" | "timeout" | "outcome_unknown" | "redirect_refused" | "unexpected_response" | "rate_limited" | "server_error" | "signed_out" | "closed" | "unknown" | StorageCode;
export type ClientEvent = "login" | "renew" | "logout" | "expire" | "change";
export type ClientOptions = CommonOptions & ({
  credentials?: Provided<Credentials>;
  consumer?: never;
} | {
  consumer?: Provided<ConsumerPair>;
  credentials?: never;
});
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
export type CodeTable = Readonly<Partial<Record<400 | 401 | 403 | 404, readonly string[]>>>;
export interface ConsumerKey {
  key: string;
  label: string;
  createdAt: Date;
  ips: readonly string[];
  legacy: boolean;
  permissions: readonly string[];
}
export interface ConsumerPair {
  key: string;
  secret: string;
}
export type ConsumerPermission = "SEND_SMTP" | "SEND_API" | "APIS";
export interface ConsumerRecord {
  v: 1;
  kind: "consumer";
  gen: string;
  key: string;
  secret: string;
  label?: string;
}
export declare function createClient(platform: Platform, options?: ClientOptions): Client;
export interface CreateConsumerKeyInput {
  permissions: readonly ConsumerPermission[];
  label?: string | undefined;
  ips?: readonly string[] | undefined;
}
export declare function createLock(take: (name: string, signal: AbortSignal) => Promise<GiveBack>): Lock;
export interface Credentials {
  email: string;
  password: string;
}
export interface DeleteConsumerKeyInput {
  key: string;
}
export declare function describeError(error: unknown, texts?: ErrorTexts): string;
export declare const english: ErrorTexts;
export type ErrorCode = ClientCode | ServiceCode;
export interface ErrorDetails<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly status?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly operation?: OperationName | "fetch" | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAt?: Date | undefined;
  readonly issues?: readonly InputIssue[] | undefined;
}
export type ErrorOf<N extends OperationName> = TurboSMTPAuthError & {
  readonly operation: N;
  readonly code: OperationCode<N> | "unknown";
  readonly status: number;
};
export type ErrorTexts = Readonly<Record<ErrorCode, readonly [message: string, hint: string]>> & {
  readonly otherError?: string;
};
export type FindLock = () => Lock | undefined | Promise<Lock | undefined>;
export declare function findLock(store: KeyStore, ofThisUser?: Lock): Promise<Lock | undefined>;
export declare class ForbiddenError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare function generatePassword(length?: number): string;
export type GiveBack = () => Promise<void>;
export declare function holdLock(lock: (work: () => Promise<void>) => Promise<unknown>): Promise<GiveBack>;
export interface InputField<Sibling extends string = string> {
  readonly kind: "email" | "password" | "newPassword" | "confirmation" | "token" | "label" | "labels" | "choices" | "flag";
  readonly wire: string;
  readonly in: "body" | "query" | "path";
  readonly missing: string;
  readonly empty?: string;
  readonly optional?: true;
  readonly default?: string | boolean;
  readonly sameAs?: Sibling;
  readonly choices?: readonly string[];
  readonly unlisted?: string;
}
export type InputFields<Input> = { readonly [Name in keyof Input]-?: Holds<NonNullable<Input[Name]>> & Needed<Input[Name]> & InputField<Extract<keyof Input, string>>; };
export interface InputIssue {
  readonly path: string;
  readonly code: string;
}
export declare function invalidInput(path: string, code: string, facts?: Pick<ErrorFacts, "hint" | "operation">): InvalidInputError;
export declare class InvalidInputError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare function isErrorOf<N extends OperationName>(operation: N, error: unknown): error is ErrorOf<N>;
export declare function isTurboSMTPAuthError(error: unknown): error is TurboSMTPAuthError;
export interface KeyStore {
  describe(): Promise<KeyStoreDescription>;
  get(slot: Slot): Promise<StoredRecord | null>;
  set(slot: Slot, record: StoredRecord, ifGen?: string | null): Promise<boolean>;
  remove(slot: Slot, ifGen?: string): Promise<boolean>;
  watch?(listener: (slot: Slot) => void): () => void;
}
export interface KeyStoreDescription {
  backend: string;
  assurance: Assurance;
  persistent: boolean;
  sharedWith: string;
}
export interface LimitOptions extends Omit<StorageFault, "code"> {
  readonly limit?: number;
  readonly clock?: Clock;
}
export type Lock = <T>(name: string, work: () => Promise<T>, options?: {
  signal?: AbortSignal;
  timeout?: number;
}) => Promise<T>;
export type LoginReason = "asked" | "missing" | "expired" | "refused";
export interface LogoutResult {
  revoked: "now" | "queued" | "nothing";
}
export declare function memoryKeyStore(): KeyStore;
export declare function memoryLock(): Lock;
export declare class NetworkError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare class NotFoundError extends TurboSMTPAuthError {
  override get name(): string;
}
export interface Operation<Input, Output, Codes extends CodeTable = CodeTable> {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly auth: readonly AuthScheme[];
  readonly repeatable: boolean;
  readonly fields: InputFields<Input>;
  readonly request: StandardSchema<unknown, Input>;
  readonly success: 200 | 201;
  readonly members: ReplyMembers;
  readonly reply: StandardSchema<unknown, Output>;
  readonly answers?: Readonly<Record<string, Output>>;
  readonly codes: Codes;
}
export type OperationCode<N extends OperationName = OperationName> = CodeOf<Operations[N]["codes"]>;
export type OperationName = keyof Operations;
export interface Operations {
  readonly login: typeof login;
  readonly logout: typeof logout;
  readonly changePassword: typeof changePassword;
  readonly requestPasswordReset: typeof requestPasswordReset;
  readonly verifyResetToken: typeof verifyResetToken;
  readonly resetPassword: typeof resetPassword;
  readonly listConsumerKeys: typeof listConsumerKeys;
  readonly createConsumerKey: typeof createConsumerKey;
  readonly deleteConsumerKey: typeof deleteConsumerKey;
}
export declare const operations: Operations;
export declare class OutcomeUnknownError extends TurboSMTPAuthError {
  override get name(): string;
}
export type PasswordChangeOutcome = "changed" | "unchanged" | "unknown";
export interface PasswordCheck {
  ok: boolean;
  rules: (PasswordRule & {
    passed: true | false | "maybe";
  })[];
}
export interface PasswordIssue {
  rule: PasswordRule["id"] | "missing" | "confirmation" | "unchanged";
  code: PasswordRuleCode | "password_is_missing" | "password_should_equal_confirm_password" | "new_password_should_not_equal_current_password";
  description: string;
}
export interface PasswordRule {
  readonly id: "length" | "uppercase" | "lowercase" | "digit";
  readonly code: PasswordRuleCode;
  readonly description: string;
}
export declare const passwordRules: readonly PasswordRule[];
export type PasswordTexts = Readonly<Record<PasswordIssue["rule"], string>>;
export interface PendingRecord {
  v: 1;
  kind: "pending";
  gen: string;
  startedAt: number;
}
export interface Platform {
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keyStore: KeyStore;
  readonly lock: Lock;
  readonly neverSent?: (error: unknown) => boolean;
}
export type Provided<T> = T | (() => T | Promise<T>);
export declare class RateLimitedError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare class RedirectRefusedError extends TurboSMTPAuthError {
  override get name(): string;
}
export interface ReplyMember {
  readonly kind: "word" | "credential" | "text" | "texts" | "number" | "flag" | "time" | "records";
  readonly is?: string;
  readonly members?: ReplyMembers;
  readonly default?: string | readonly string[];
}
export interface ReplyMembers {
  readonly [name: string]: ReplyMember;
}
export interface RevocationRecord {
  v: 1;
  kind: "revocation";
  gen: string;
  keys: readonly string[];
}
export declare class ServerError extends TurboSMTPAuthError {
  override get name(): string;
}
export type ServiceCode = OperationCode;
export interface Session {
  readonly account: string;
  readonly profile: string;
  readonly mintedAt: Date;
  readonly expiry: {
    readonly at: Date | null;
    readonly kind: "estimated" | "never";
  };
  readonly persisted: boolean;
}
export interface SessionRecord {
  v: 1;
  kind: "session";
  gen: string;
  key: string;
  account: string;
  mintedAt: number;
  expiresAt: number | null;
  clockOffset: number;
}
export declare class SignedOutError extends TurboSMTPAuthError {
  override get name(): string;
}
export interface Slot {
  readonly origin: string;
  readonly profile: string;
  readonly kind: (typeof slotKinds)[number];
}
export declare const slotKinds: readonly ["session", "consumer", "revocation", "pending"];
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Validation<Output> | Promise<Validation<Output>>;
    readonly types?: {
      readonly input: Input;
      readonly output: Output;
    } | undefined;
  };
}
export type StorageCode = "storage_unavailable" | "storage_denied" | "storage_insecure" | "storage_damaged" | "storage_wrong_key" | "storage_misplaced" | "storage_too_new" | "storage_full" | "storage_timeout" | "storage_below_assurance";
export declare class StorageError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StorageCode;
}
export declare function storageError(code: StorageCode, facts?: Omit<StorageFault, "code">): StorageError;
export interface StorageFault {
  readonly code: StorageCode;
  readonly hint?: string | undefined;
  readonly retryable?: boolean | undefined;
}
export declare const STORE_LIMIT = 2800;
export declare function storedConsumer(keyStore: KeyStore, options?: StoredConsumerOptions): (client?: StoredConsumerOptions) => Promise<ConsumerPair>;
export interface StoredConsumerOptions {
  readonly profile?: string;
  readonly baseUrl?: string | URL;
}
export type StoredRecord = SessionRecord | ConsumerRecord | RevocationRecord | PendingRecord;
export declare function storeLock(store: KeyStore, ofThisUser?: Lock): Lock;
export declare const systemClock: Clock;
export declare class TimeoutError extends TurboSMTPAuthError {
  override get name(): string;
}
export type TraceEvent = {
  readonly call: string;
  readonly operation: OperationName | "fetch";
} & TraceFacts;
export type TraceFacts = {
  type: "request";
  method: string;
  path: string;
  attempt: number;
} | {
  type: "response";
  status: number;
  ms: number;
  attempt: number;
} | {
  type: "retry";
  delay: number;
  reason: ErrorCode;
} | {
  type: "login";
  reason: LoginReason;
  ms: number;
} | {
  type: "lock";
  waited: number;
  held: boolean;
} | {
  type: "store";
  action: "get" | "set" | "remove";
  ms: number;
} | {
  type: "failure";
  code: ErrorCode;
  ms: number;
};
export declare class TurboSMTPAuthError extends Error {
  override get name(): string;
  readonly code: ErrorCode;
  readonly status?: number;
  readonly serverCode?: string;
  readonly operation?: OperationName | "fetch";
  readonly retryable: boolean;
  readonly retryAt?: Date;
  readonly hint: string;
  readonly issues?: readonly InputIssue[];
  constructor(details: ErrorDetails);
}
export declare class UnauthorizedError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare class UnexpectedResponseError extends TurboSMTPAuthError {
  override get name(): string;
}
export declare function validatePassword(input: {
  password: string;
  confirm?: string;
  current?: string;
}): PasswordIssue[];
export declare function withinLimit<T>(work: () => Promise<T>, { limit, clock, ...facts }?: LimitOptions): Promise<T>;
export declare function withLock(store: KeyStore, find: FindLock): KeyStore;

// Named above, and not exported:
declare const changePassword: Operation<ChangePasswordInput, void, typeof codes$changePassword>;
interface ChangePasswordInput {
  currentPassword: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
type CodeOf<Table> = Table extends unknown ? Extract<Table[keyof Table], readonly string[]>[number] : never;
declare const codes$changePassword: {
  readonly 400: readonly ["invalid_mail_address", "current_password_is_missing", "current_password_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password", "new_password_should_not_equal_current_password", "empty_request_body"];
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 403: readonly ["password_is_invalid", "not_allowed_for_apikey"];
};
declare const codes$createConsumerKey: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
declare const codes$deleteConsumerKey: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 404: readonly ["key_not_found"];
};
declare const codes$listConsumerKeys: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
declare const codes$login: {
  readonly 400: readonly ["missing_required_parameter"];
  readonly 403: readonly ["wrong_credentials_specified"];
};
declare const codes$logout: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
declare const codes$requestPasswordReset: {
  readonly 400: readonly ["empty_request_body", "missing_required_parameter"];
  readonly 404: readonly ["email_not_found"];
};
declare const codes$resetPassword: {
  readonly 400: readonly ["empty_request_body", "token_is_missing", "token_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password"];
  readonly 403: readonly ["token_is_invalid"];
};
declare const codes$verifyResetToken: {
  readonly 400: readonly ["forgot_password_token_is_missing"];
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 403: readonly ["token_is_invalid"];
};
interface CommonOptions {
  baseUrl?: string | URL;
  profile?: string;
  noExpire?: boolean;
  timeout?: number;
  retry?: {
    attempts?: number;
  } | false;
  minAssurance?: Assurance;
  keyStore?: KeyStore;
  lock?: Lock;
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
  trace?: (event: TraceEvent) => void;
}
declare const createConsumerKey: Operation<CreateConsumerKeyInput, NewConsumerPair, typeof codes$createConsumerKey>;
declare const deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof codes$deleteConsumerKey>;
type ErrorFacts = Partial<Omit<ErrorDetails, "code" | "message" | "hint">> & {
  readonly hint?: string | undefined;
};
type Holds<Value> = [Value] extends [boolean] ? {
  readonly kind: "flag";
  readonly in: "body";
} : [Value] extends [readonly (infer Item)[]] ? {
  readonly in: "body";
} & (string extends Item ? {
  readonly kind: "labels";
} : {
  readonly kind: "choices";
  readonly choices: Value;
  readonly unlisted: string;
}) : {
  readonly kind: Exclude<InputField["kind"], "flag" | "labels" | "choices">;
};
declare const listConsumerKeys: Operation<object, ConsumerKey[], typeof codes$listConsumerKeys>;
declare const login: Operation<LoginInput, LoginReply, typeof codes$login>;
interface LoginInput {
  email: string;
  password: string;
  noExpire?: boolean | undefined;
}
interface LoginReply {
  auth: string;
}
declare const logout: Operation<object, void, typeof codes$logout>;
type Needed<Value> = undefined extends Value ? {
  readonly optional: true;
  readonly in: "body" | "query";
} : {
  readonly optional?: never;
};
interface NewConsumerPair {
  key: string;
  secret: string;
}
declare const requestPasswordReset: Operation<RequestPasswordResetInput, void, typeof codes$requestPasswordReset>;
interface RequestPasswordResetInput {
  email: string;
}
declare const resetPassword: Operation<ResetPasswordInput, void, typeof codes$resetPassword>;
interface ResetPasswordInput {
  token: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | {
    readonly key: PropertyKey;
  })[] | undefined;
}
interface SettlementInput {
  email: string;
  currentPassword: string;
  newPassword: string;
}
type Validation<Output> = {
  readonly value: Output;
  readonly issues?: undefined;
} | {
  readonly issues: readonly SchemaIssue[];
};
declare const verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof codes$verifyResetToken>;
interface VerifyResetTokenInput {
  token: string;
}
