interface StandardSchema<Input = unknown, Output = Input> {
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
type Validation<Output> = {
  readonly value: Output;
  readonly issues?: undefined;
} | {
  readonly issues: readonly SchemaIssue[];
};
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | {
    readonly key: PropertyKey;
  })[] | undefined;
}
type AuthScheme = "key" | "consumer";
interface WireParts {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: Readonly<Record<string, string>>;
}
type CodeTable = Readonly<Partial<Record<400 | 401 | 403 | 404, readonly string[]>>>;
interface Operation<Input, Output, Codes extends CodeTable = CodeTable> {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly auth: readonly AuthScheme[];
  readonly repeatable: boolean;
  readonly request: StandardSchema<unknown, Input>;
  toWire(input: Input): WireParts;
  readonly success: 200 | 201;
  readonly reply: StandardSchema<unknown, Output>;
  readonly answers?: Readonly<Record<string, Output>>;
  readonly codes: Codes;
}
declare const codes$8: {
  readonly 400: readonly ["invalid_mail_address", "current_password_is_missing", "current_password_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password", "new_password_should_not_equal_current_password", "empty_request_body"];
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 403: readonly ["password_is_invalid", "not_allowed_for_apikey"];
};
interface ChangePasswordInput {
  currentPassword: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
declare const changePassword: Operation<ChangePasswordInput, void, typeof codes$8>;
declare const codes$7: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
type ConsumerPermission = "SEND_SMTP" | "SEND_API" | "APIS";
interface CreateConsumerKeyInput {
  permissions: readonly ConsumerPermission[];
  label?: string | undefined;
  ips?: readonly string[] | undefined;
}
interface NewConsumerPair {
  key: string;
  secret: string;
}
declare const createConsumerKey: Operation<CreateConsumerKeyInput, NewConsumerPair, typeof codes$7>;
declare const codes$6: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 404: readonly ["key_not_found"];
};
interface DeleteConsumerKeyInput {
  key: string;
}
declare const deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof codes$6>;
declare const codes$5: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
interface ConsumerKey {
  key: string;
  label: string;
  createdAt: Date;
  ips: readonly string[];
  legacy: boolean;
  permissions: readonly string[];
}
declare const listConsumerKeys: Operation<object, ConsumerKey[], typeof codes$5>;
declare const codes$4: {
  readonly 400: readonly ["missing_required_parameter"];
  readonly 403: readonly ["wrong_credentials_specified"];
};
interface LoginInput {
  email: string;
  password: string;
  noExpire?: boolean | undefined;
}
interface LoginReply {
  auth: string;
}
declare const login: Operation<LoginInput, LoginReply, typeof codes$4>;
declare const codes$3: {
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
};
declare const logout: Operation<object, void, typeof codes$3>;
declare const codes$2: {
  readonly 400: readonly ["empty_request_body", "missing_required_parameter"];
  readonly 404: readonly ["email_not_found"];
};
interface RequestPasswordResetInput {
  email: string;
}
declare const requestPasswordReset: Operation<RequestPasswordResetInput, void, typeof codes$2>;
declare const codes$1: {
  readonly 400: readonly ["empty_request_body", "token_is_missing", "token_can_not_be_empty", "password_is_missing", "password_length_should_not_be_less_than_10_characters", "password_should_contain_at_least_one_uppercase_character", "password_should_contain_at_least_one_lowercase_character", "password_should_contain_at_least_one_digit", "confirm_password_is_missing", "password_should_equal_confirm_password"];
  readonly 403: readonly ["token_is_invalid"];
};
interface ResetPasswordInput {
  token: string;
  newPassword: string;
  confirmPassword?: string | undefined;
}
declare const resetPassword: Operation<ResetPasswordInput, void, typeof codes$1>;
declare const codes: {
  readonly 400: readonly ["forgot_password_token_is_missing"];
  readonly 401: readonly ["missing_authorization_key", "invalid_authorization_key", "account_is_inactive"];
  readonly 403: readonly ["token_is_invalid"];
};
interface VerifyResetTokenInput {
  token: string;
}
declare const verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof codes>;
interface Operations {
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
type ClientCode = "invalid_input" | "network" | "timeout" | "outcome_unknown" | "redirect_refused" | "unexpected_response" | "rate_limited" | "server_error" | "signed_out" | "closed" | "unknown" | StorageCode;
type StorageCode = "storage_unavailable" | "storage_denied" | "storage_insecure" | "storage_damaged" | "storage_wrong_key" | "storage_misplaced" | "storage_too_new" | "storage_full" | "storage_timeout" | "storage_below_assurance";
type OperationName = keyof Operations;
type OperationCode<N extends OperationName = OperationName> = CodeOf<Operations[N]["codes"]>;
type ServiceCode = OperationCode;
type ErrorCode = ClientCode | ServiceCode;
type CodeOf<Table> = Table extends unknown ? Extract<Table[keyof Table], readonly string[]>[number] : never;
interface InputIssue {
  readonly path: string;
  readonly code: string;
}
interface ErrorDetails<Code extends ErrorCode = ErrorCode> {
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
declare class TurboSMTPAuthError extends Error {
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
declare class NetworkError extends TurboSMTPAuthError {
  override get name(): string;
}
interface ConnectFailure {
  readonly reason: string;
  readonly hint: string;
  readonly passing: boolean;
}
export declare class UnreachableError extends NetworkError {
  readonly reason: string;
  constructor({ reason, hint, passing }: ConnectFailure);
}
export declare function explaining(inner: typeof globalThis.fetch, connectFailure: (error: unknown) => ConnectFailure | undefined): typeof globalThis.fetch;
export type { ConnectFailure };