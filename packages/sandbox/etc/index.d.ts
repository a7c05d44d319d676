export interface Account {
  readonly email: string;
  readonly password: string;
  readonly active?: boolean | undefined;
  readonly parent?: string | undefined;
  readonly subaccounts?: boolean | undefined;
}
export type AnsweringFault = Exclude<Fault, DelayFault | DropFault>;
export interface BombFault extends FaultAnswer {
  readonly kind: "bomb";
  readonly bytes?: number;
}
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
export interface ClockOptions {
  readonly now?: number | Date;
  readonly frozen?: boolean;
}
export interface CodeFault extends FaultAnswer {
  readonly kind: "code";
  readonly code?: string;
}
export interface Consumer {
  readonly account: string;
  readonly key: string;
  readonly secret: string;
  readonly label?: string | undefined;
  readonly permissions?: readonly ConsumerPermission[] | undefined;
  readonly ips?: readonly string[] | undefined;
}
export type ConsumerPermission = (typeof consumerPermissions)[number];
export interface CorsSwitch {
  readonly exposeDate: boolean;
  readonly exposeRetryAfter: boolean;
}
export declare function createHandler(sandbox: Sandbox): (request: Request) => Promise<Response>;
export declare function createSandbox(options?: SandboxOptions): Sandbox;
export declare const defaultSwitches: Switches;
export interface DelayFault extends FaultCommon {
  readonly kind: "delay";
}
export interface DropFault extends FaultCommon {
  readonly kind: "drop";
  readonly when: "connect" | "before" | "during" | "after";
}
export interface EmptyFault extends FaultAnswer {
  readonly kind: "empty";
}
export interface EndlessFault extends FaultAnswer {
  readonly kind: "endless";
}
export type Fault = DelayFault | DropFault | ReplyFault | RedirectFault | HtmlFault | MalformedJsonFault | CodeFault | EmptyFault | MistreatedFault | WrongLengthFault | EndlessFault | BombFault;
export interface FaultAnswer extends FaultCommon {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: {
    readonly [name: string]: string;
  };
  readonly handled?: boolean;
  readonly reflect?: boolean;
}
export interface FaultCommon {
  readonly match?: FaultMatch;
  readonly times?: number | "always";
  readonly skip?: number;
  readonly latency?: number;
  readonly replyLatency?: number;
}
export interface FaultMatch {
  readonly operation?: string;
  readonly method?: string;
  readonly path?: string;
}
export interface HtmlFault extends FaultAnswer {
  readonly kind: "html";
}
export declare class InvalidShapeError extends TypeError {
  override readonly name = "InvalidShapeError";
  readonly problems: readonly string[];
  constructor(subject: string, problems: readonly string[]);
}
export interface ListedConsumer {
  account: string;
  key: string;
  label: string;
  permissions: ConsumerPermission[];
  ips: string[];
  createdAt: number;
}
export interface LoggedRequest {
  method: string;
  path: string;
  status: number;
  at: number;
}
export interface LoginRateLimit {
  readonly limit: number;
  readonly windowMs: number;
  readonly status?: 429 | 403 | 503;
  readonly retryAfter?: "seconds" | "date" | "none";
}
export interface Mail {
  from?: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  token?: string;
  mid?: string;
  sentAt: number;
}
export interface MalformedJsonFault extends FaultAnswer {
  readonly kind: "malformedJson";
}
export interface MistreatedFault extends FaultAnswer {
  readonly kind: "stalled" | "slow";
}
export interface RedirectFault extends FaultAnswer {
  readonly kind: "redirect";
  readonly location: string;
  readonly status?: 301 | 302 | 303 | 307 | 308;
  readonly opaque?: boolean;
}
export interface ReplyFault extends FaultAnswer {
  readonly kind: "reply";
  readonly json?: unknown;
  readonly text?: string;
  readonly mediaType?: string;
}
export interface Sandbox {
  readonly fetch: typeof globalThis.fetch;
  readonly accounts: Pick<Accounts, "add" | "list">;
  readonly consumers: Pick<Consumers, "add" | "list">;
  readonly keys: Pick<ApiKeys, "list" | "revokeAll">;
  readonly outbox: Pick<Outbox, "list" | "clear">;
  readonly clock: SandboxClock;
  readonly faults: Pick<Faults, "add" | "list" | "clear">;
  readonly switches: Pick<SwitchBoard, "get" | "set">;
  readonly requests: Pick<RequestLog, "list" | "clear">;
  reset(): void;
  save(): SavedSandbox;
  restore(saved: SavedSandbox): void;
  readonly exchange: Exchange;
}
export interface SandboxClock extends Clock {
  advance(ms: number): void;
}
export interface SandboxOptions {
  readonly accounts?: readonly Account[];
  readonly consumers?: readonly Consumer[];
  readonly clock?: ClockOptions;
  readonly switches?: Partial<Switches>;
  readonly faults?: readonly Fault[];
}
export interface SavedSandbox {
  readonly version: 1;
  readonly clock: number;
  readonly accounts: readonly {
    readonly email: string;
    readonly password: string;
    readonly active: boolean;
    readonly parent?: string | undefined;
    readonly subaccounts: boolean;
  }[];
  readonly keys: readonly {
    readonly key: string;
    readonly account: string;
    readonly expiresAt: number | null;
  }[];
  readonly consumers: readonly {
    readonly account: string;
    readonly key: string;
    readonly secret: string;
    readonly label: string;
    readonly permissions: readonly ConsumerPermission[];
    readonly ips: readonly string[];
    readonly createdAt: number;
  }[];
  readonly tokens: readonly {
    readonly token: string;
    readonly account: string;
    readonly expiresAt: number;
  }[];
  readonly mails: readonly Readonly<Mail>[];
  readonly logins: readonly number[];
  readonly faults: readonly Fault[];
  readonly switches: Switches;
}
export interface Switches {
  readonly secondLoginRevokesFirst: boolean;
  readonly passwordChangeRevokesKeys: boolean;
  readonly passwordResetRevokesKeys: boolean;
  readonly secondResetMailVoidsFirst: boolean;
  readonly consumerLogout: "nothing" | "allKeys" | "pair";
  readonly consumerMayChangePassword: boolean;
  readonly consumerOnKeyRoutes: "missing_authorization_key" | "invalid_authorization_key" | "not_allowed_for_apikey";
  readonly consumerKeyWithoutPermissions: "refused" | "all";
  readonly consumerKeyMembers: "all" | "until 2025";
  readonly creationTimeOffset: number;
  readonly enforcePermissions: boolean;
  readonly subaccountKeysExpire: boolean;
  readonly resetTokens: "hex" | "base64";
  readonly forgotPasswordUnknownAddress: 404 | 200;
  readonly loginRateLimit: LoginRateLimit | null;
  readonly sendDate: boolean;
  readonly cors: CorsSwitch | false;
  readonly characterClass: "ascii" | "unicode";
  readonly lengthUnit: "code units" | "code points" | "bytes";
  readonly errorOrder: "listed" | "reversed";
}
export interface WrongLengthFault extends FaultAnswer {
  readonly kind: "wrongLength";
  readonly contentLength: number;
}

// Named above, and not exported:
interface Accounts {
  add(account: Account): void;
  list(): {
    email: string;
    active: boolean;
  }[];
}
interface ApiKeys {
  list(): {
    account: string;
    expiresAt: number | null;
  }[];
  revokeAll(): void;
}
declare const consumerPermissions: readonly ["SEND_SMTP", "SEND_API", "APIS"];
interface Consumers {
  add(consumer: Consumer): void;
  list(): ListedConsumer[];
}
type Exchange = (request: Request, signal?: AbortSignal) => Promise<Response>;
interface Faults {
  add(fault: Fault): void;
  list(): Fault[];
  clear(): void;
}
interface Outbox {
  list(): Mail[];
  clear(): void;
}
interface RequestLog {
  list(): LoggedRequest[];
  clear(): void;
}
interface SwitchBoard {
  get(): Switches;
  set(switches: Partial<Switches>): void;
}
