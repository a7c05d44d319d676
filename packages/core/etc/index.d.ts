export declare function asStorageErrors<T>(work: () => Promise<T>, faultOf: (error: unknown) => StorageFault | Promise<StorageFault>): Promise<T>;
export type Assurance = (typeof assurances)[number];
export declare const assurances: readonly ["memory", "session", "encrypted", "os"];
export type AsyncDisposal = Record<SymbolConstructor[Extract<keyof SymbolConstructor, "asyncDispose">], () => PromiseLike<void>>;
export type AuthScheme = "key" | "consumer";
export declare class BadRequestError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StatusCode<400> | "unknown";
  readonly status: 400;
}
export interface CallOptions {
  signal?: AbortSignal;
  timeout?: number;
}
export interface CallRef {
  readonly id: string;
  readonly operation: OperationName | "fetch";
  readonly context?: object | undefined;
  readonly remember?: boolean | undefined;
}
export interface CallWatch {
  active(): boolean;
  around<T>(call: Pick<CallRef, "id" | "operation">, make: (context: object) => Promise<T>): Promise<T>;
  event(event: TraceEvent, context: object): void;
}
export declare const changePasswordCodes: {
  readonly 400: readonly ["invalid_mail_address", "current_password_is_missing", "current_password_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password", "new_password_should_not_equal_current_password", "empty_request_body"];
  readonly 401: typeof keyCodes;
  readonly 403: readonly ["password_is_invalid", "not_allowed_for_apikey"];
};
export interface ChangePasswordInput {
  currentPassword: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
export interface CheckedRule extends PasswordRule {
  passed: true | false | "maybe";
}
export declare function checkFunction(path: string, given: unknown, operation?: OperationName | "fetch"): void;
export declare function checkObject(path: string, given: unknown, operation?: OperationName | "fetch"): void;
export declare function checkPassword(password: string): PasswordCheck;
export declare function checkProfile(profile: string): void;
export declare function checkSealingKeys(keys: SealingKeys): readonly [SealingKey, ...SealingKey[]];
export declare function checkText(path: string, given: unknown): void;
export interface Client extends AsyncDisposal {
  login(input: LoginInput, options?: CallOptions): Promise<Session & AsyncDisposal>;
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
export type ClientCode = "invalid_input" | "network" | "timeout" | "outcome_unknown" | "redirect_refused" | "unexpected_response" | "rate_limited" | "server_error" | "signed_out" | "account_mismatch" | "not_allowed" | "closed" | "unknown" | StorageCode;
export type ClientEvent = "login" | "renew" | "logout" | "expire" | "change";
export interface ClientOptions {
  baseUrl?: string | URL;
  profile?: string;
  credentials?: ProvidedCredentials;
  consumer?: Provided<ConsumerPair>;
  region?: Region;
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
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
export type CodeAt<Table, Status> = Table extends unknown ? Status extends keyof Table ? Extract<Table[Status], readonly string[]>[number] : never : never;
export type CodeOf<Table> = Table extends unknown ? Extract<Table[keyof Table], readonly string[]>[number] : never;
export type CodeTable = Readonly<Partial<Record<400 | 401 | 403 | 404, readonly string[]>>>;
export interface ConnectCause {
  readonly code?: string;
}
export interface ConnectFailure extends Hint {
  readonly systemCode: string;
  readonly passing: boolean;
}
export declare const connectHint: GiveHint<typeof connectHints>;
export declare const connectHints: {
  host_not_found: (cause: ConnectCause) => string;
  no_connection: (cause: ConnectCause) => string;
  handshake_failed: (cause: ConnectCause) => string;
  certificate_not_valid_now: (cause: ConnectCause) => string;
  certificate_of_another_host: (cause: ConnectCause) => string;
};
export interface ConsumerKey {
  key: string;
  label: string;
  createdAt: Date | null;
  ips: readonly string[];
  legacy: boolean | null;
  permissions: readonly string[] | null;
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
  replaces?: {
    key: string;
    secret: string;
  };
  siblings?: readonly string[];
}
export declare function createClient(platform: WatchedPlatform, options?: ClientOptions): Client;
export declare const createConsumerKeyCodes: {
  readonly 401: typeof keyCodes;
};
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
export declare const deleteConsumerKeyCodes: {
  readonly 401: typeof keyCodes;
  readonly 404: readonly ["key_not_found"];
};
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
  readonly reason?: string | undefined;
  readonly hintValues?: HintValues | undefined;
  readonly status?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly operation?: OperationName | "fetch" | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAt?: Date | undefined;
  readonly issues?: readonly InputIssue[] | undefined;
}
export type ErrorFacts = Partial<Omit<ErrorDetails, "code" | "message" | "issues" | keyof HintFacts>> & HintFacts & {
  readonly issues?: readonly FoundIssue[] | undefined;
};
export type ErrorOf<N extends OperationName> = TurboSMTPAuthError & {
  readonly operation: N;
  readonly code: OperationCode<N> | "unknown";
  readonly status: number;
};
export type ErrorTexts = Readonly<Record<ErrorCode, readonly [message: string, hint: string]>> & {
  readonly otherError?: string;
  readonly reasons?: HintTable;
  readonly issues?: Readonly<Record<string, string>>;
};
export declare function explaining(inner: typeof globalThis.fetch, connectFailure: (error: unknown) => ConnectFailure | undefined): typeof globalThis.fetch;
export type FieldKindOf<Value> = [Value] extends [boolean] ? {
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
export type FieldPresenceOf<Value> = undefined extends Value ? {
  readonly optional: true;
  readonly in: "body" | "query";
} : {
  readonly optional?: never;
};
export type FindLock = () => Lock | undefined | Promise<Lock | undefined>;
export declare function findLock(store: KeyStore, ofThisUser?: Lock): Promise<Lock | undefined>;
export declare class ForbiddenError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StatusCode<403> | "unknown";
  readonly status: 403;
}
export type FoundIssue = Omit<InputIssue, "message"> & {
  readonly message?: string | undefined;
};
export declare function generatePassword(length?: number): string;
export type GiveBack = () => Promise<void>;
export type GiveHint<Table extends HintTable> = <Reason extends keyof Table & string>(reason: Reason, ...values: HintValuesOf<Table[Reason]>) => Hint;
export interface Hint {
  readonly reason: string;
  readonly hintValues?: HintValues | undefined;
  readonly hint: string;
}
export type HintFacts = { readonly [Part in keyof Hint]?: Hint[Part] | undefined; };
export declare const hintIn: ({ reason, hintValues, hint }: HintFacts & Pick<Hint, "hint">) => HintFacts & Pick<Hint, "hint">;
export type HintSentence = string | ((values: never) => string);
export type HintsLike<Table extends HintTable> = { readonly [Reason in keyof Table]: Table[Reason] extends string ? string : Table[Reason]; };
export declare const hintsOf: <const Table extends HintTable>(table: Table) => GiveHint<Table>;
export type HintTable = Readonly<Record<string, HintSentence>>;
export type HintValues = Readonly<Record<string, string | number | undefined>>;
export type HintValuesOf<S extends HintSentence> = S extends ((values: infer Values) => string) ? [values: Values] : [];
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
export type InputFields<Input> = { readonly [Name in keyof Input]-?: FieldKindOf<NonNullable<Input[Name]>> & FieldPresenceOf<Input[Name]> & InputField<Extract<keyof Input, string>>; };
export interface InputIssue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
export declare function invalidInput(path: string, code: string, { message, ...facts }?: Pick<ErrorFacts, keyof HintFacts | "operation"> & {
  readonly message?: string | undefined;
}): InvalidInputError;
export declare class InvalidInputError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "invalid_input";
  readonly issues: readonly InputIssue[];
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
export declare const listConsumerKeysCodes: {
  readonly 401: typeof keyCodes;
};
export type Lock = <T>(name: string, work: () => Promise<T>, options?: {
  signal?: AbortSignal;
  timeout?: number;
}) => Promise<T>;
export declare const loginCodes: {
  readonly 400: readonly ["missing_required_parameter"];
  readonly 403: readonly ["wrong_credentials_specified"];
};
export interface LoginInput {
  email: string;
  password: string;
  noExpire?: boolean | undefined;
}
export type LoginReason = "asked" | "missing" | "expired" | "refused";
export interface LoginReply {
  auth: string;
}
export declare const logoutCodes: {
  readonly 401: typeof keyCodes;
};
export interface LogoutResult {
  revoked: "now" | "queued" | "nothing";
}
export declare function lostHint(operation: string, input?: object): Partial<Hint>;
export declare function memoryKeyStore(): KeyStore;
export declare function memoryLock(): Lock;
export declare class NetworkError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "network";
}
export interface NewConsumerPair {
  key: string;
  secret: string;
}
export declare class NotFoundError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StatusCode<404> | "unknown";
  readonly status: 404;
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
  readonly resultless?: true;
  readonly members: ReplyMembers;
  readonly reply: StandardSchema<unknown, Output>;
  readonly answers?: Readonly<Record<string, Output>>;
  readonly codes: Codes;
}
export type OperationCode<N extends OperationName = OperationName> = CodeOf<Operations[N]["codes"]>;
export type OperationName = Extract<keyof Operations, string>;
export interface Operations {
  readonly login: Operation<LoginInput, LoginReply, typeof loginCodes>;
  readonly logout: Operation<object, void, typeof logoutCodes>;
  readonly changePassword: Operation<ChangePasswordInput, void, typeof changePasswordCodes>;
  readonly requestPasswordReset: Operation<RequestPasswordResetInput, void, typeof requestPasswordResetCodes>;
  readonly verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof verifyResetTokenCodes>;
  readonly resetPassword: Operation<ResetPasswordInput, void, typeof resetPasswordCodes>;
  readonly listConsumerKeys: Operation<object, ConsumerKey[], typeof listConsumerKeysCodes>;
  readonly createConsumerKey: Operation<CreateConsumerKeyInput, NewConsumerPair, typeof createConsumerKeyCodes>;
  readonly deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof deleteConsumerKeyCodes>;
}
export declare const operations: Operations;
export declare function originsOf(options: OriginsOptions): readonly string[];
export type OriginsOptions = Pick<ClientOptions, "baseUrl" | "consumer" | "region">;
export declare class OutcomeUnknownError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "outcome_unknown";
}
export type PasswordChangeOutcome = "changed" | "unchanged" | "unknown";
export interface PasswordCheck {
  ok: boolean;
  rules: CheckedRule[];
}
export interface PasswordInput {
  password: string;
  confirm?: string;
  current?: string;
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
export type PasswordRuleCode = "password_length_should_not_be_less_than_10_characters" | "password_should_contain_at_least_one_uppercase_character" | "password_should_contain_at_least_one_lowercase_character" | "password_should_contain_at_least_one_digit";
export declare const passwordRules: readonly PasswordRule[];
export type PasswordTexts = Readonly<Record<PasswordIssue["rule"], string>>;
export interface PendingRecord {
  v: 1;
  kind: "pending";
  gen: string;
  startedAt: number;
  replaces?: string;
  failures?: number;
  until?: number;
  code?: string;
  status?: number;
}
export interface PlainError extends Record<string, unknown> {
  name: string;
  code: ErrorCode;
  message: string;
  hint: string;
}
export interface Platform {
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keyStore: KeyStore;
  readonly lock: Lock;
  readonly init?: RequestInit;
  readonly neverSent?: (error: unknown) => boolean;
  readonly staleConnection?: (error: unknown) => boolean;
  readonly loopbackNames?: boolean;
}
export type Provided<T> = T | (() => T | Promise<T>);
export type ProvidedCredentials = Provided<Credentials> | {
  email: string;
  password: () => string | Promise<string>;
};
export declare class RateLimitedError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "rate_limited";
  readonly retryAt: Date;
}
export declare class RedirectRefusedError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "redirect_refused";
}
export type Region = "global" | "eu";
export interface ReplyMember {
  readonly kind: "word" | "credential" | "text" | "texts" | "number" | "flag" | "time" | "records";
  readonly is?: string;
  readonly members?: ReplyMembers;
  readonly default?: string | number | readonly string[] | null;
  readonly optional?: true;
}
export interface ReplyMembers {
  readonly [name: string]: ReplyMember;
}
export declare const requestPasswordResetCodes: {
  readonly 400: readonly ["empty_request_body", "missing_required_parameter", "missing_required_parameter_email"];
  readonly 404: readonly ["email_not_found"];
};
export interface RequestPasswordResetInput {
  email: string;
}
export declare const resetPasswordCodes: {
  readonly 400: readonly ["empty_request_body", "token_is_missing", "token_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password", "new_password_should_not_equal_current_password", "current_password_is_missing", "current_password_can_not_be_empty"];
  readonly 403: readonly ["token_is_invalid"];
};
export interface ResetPasswordInput {
  token: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
export interface RevocationRecord {
  v: 1;
  kind: "revocation";
  gen: string;
  keys: readonly string[];
}
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | SchemaKey)[] | undefined;
}
export interface SchemaKey {
  readonly key: PropertyKey;
}
export type SchemaResult<Output> = {
  readonly value: Output;
  readonly issues?: undefined;
} | {
  readonly issues: readonly SchemaIssue[];
};
export type SealingKey = Uint8Array | CryptoKey | {
  readonly passphrase: string;
};
export type SealingKeys = SealingKey | readonly SealingKey[];
export declare class ServerError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "server_error";
  readonly status: number;
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
export interface SettlementInput {
  email: string;
  currentPassword: string;
  newPassword: string;
}
export declare class SignedOutError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "signed_out" | "account_mismatch";
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
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: {
      readonly input: Input;
      readonly output: Output;
    } | undefined;
  };
}
export type StatusCode<Status extends number> = CodeAt<Operations[OperationName]["codes"], Status>;
export type StorageCode = "storage_unavailable" | "storage_denied" | "storage_insecure" | "storage_damaged" | "storage_wrong_key" | "storage_misplaced" | "storage_too_new" | "storage_full" | "storage_timeout" | "storage_below_assurance";
export declare class StorageError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StorageCode;
}
export declare function storageError(code: StorageCode, facts?: Omit<StorageFault, "code">): StorageError;
export interface StorageFault extends HintFacts {
  readonly code: StorageCode;
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
  readonly code: "timeout";
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
  static override [Symbol.hasInstance](value: unknown): boolean;
  readonly code: ErrorCode;
  readonly status?: number;
  readonly serverCode?: string;
  readonly operation?: OperationName | "fetch";
  readonly retryable: boolean;
  readonly retryAt?: Date;
  readonly hint: string;
  readonly reason?: string;
  readonly hintValues?: HintValues;
  readonly issues?: readonly InputIssue[];
  constructor(details: ErrorDetails);
  toJSON(): PlainError;
}
export declare class UnauthorizedError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: StatusCode<401> | "unknown";
  readonly status: 401;
}
export declare class UnexpectedResponseError extends TurboSMTPAuthError {
  override get name(): string;
  readonly code: "unexpected_response";
}
export declare class UnreachableError extends NetworkError {
  readonly systemCode: string;
  constructor({ systemCode, passing, ...hint }: ConnectFailure);
}
export declare function validatePassword(input: PasswordInput): PasswordIssue[];
export declare const verifyResetTokenCodes: {
  readonly 400: readonly ["forgot_password_token_is_missing"];
  readonly 401: typeof keyCodes;
  readonly 403: readonly ["token_is_invalid"];
};
export interface VerifyResetTokenInput {
  token: string;
}
export interface WatchedPlatform extends Platform {
  readonly watch?: CallWatch;
}
export declare function withinLimit<T>(work: () => Promise<T>, { limit, clock, ...facts }?: LimitOptions): Promise<T>;
export declare function withLock(store: KeyStore, find: FindLock): KeyStore;

// Named above, and not exported:
declare const keyCodes: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
