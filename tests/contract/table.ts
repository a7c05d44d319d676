/**
 * The authentication contract as data, transcribed from its prose and from nothing else. The sandbox and the
 * core are both tested against it, so that they cannot share one misreading.
 */

/** Stated by the API documentation, or only by the vendor's later specification, or only by some edition of its schema. */
export type Source = 'stated' | 'vendor' | 'schema';
export type Scheme = 'apiKey' | 'consumerPair';

/** What a member of a success body is. `is` quotes the one value it may have. */
export type Member = { readonly is: string } | 'filled string' | 'number' | 'list';

export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly source: Source;
}

export interface ContractOperation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL, without the query; `{name}` stands for a segment. */
  readonly path: string;
  /** Empty: none. */
  readonly auth: readonly Scheme[];
  readonly body: { readonly required: readonly string[]; readonly optional: readonly string[] } | null;
  readonly query: readonly string[];
  readonly success: {
    readonly status: number;
    readonly source: Source;
    readonly body: Readonly<Record<string, Member>>;
  };
  /** In the order listed, which decides when several things are wrong. */
  readonly failures: readonly Failure[];
  /** Whether 429 is to be expected, with or without `Retry-After`. */
  readonly rateLimited: boolean;
}

export const baseUrl = 'https://pro.api.serversmtp.com/api/v2';
export const mailUrls = [
  'https://api.turbo-smtp.com/api/v2/mail/send',
  'https://api.eu.turbo-smtp.com/api/v2/mail/send',
] as const;

export const keyLifetime = 2 * 60 * 60 * 1000;
export const resetTokenLifetime = 60 * 60 * 1000;
export const shortestPassword = 10;

function failures(status: number, source: Source, ...codes: string[]): Failure[] {
  return codes.map((code) => ({ status, code, source }));
}

const unauthorized = failures(
  401,
  'stated',
  'missing_authorization_key',
  'invalid_authorization_key',
  'account_is_inactive',
);

const passwordRuleCodes = [
  'password_length_should_not_be_less_than_10_characters',
  'password_should_contain_at_least_one_uppercase_character',
  'password_should_contain_at_least_one_lowercase_character',
  'password_should_contain_at_least_one_digit',
] as const;

const succeeded = { status: 200, source: 'vendor', body: { message: { is: 'success' } } } as const;

export const contract: readonly ContractOperation[] = [
  {
    name: 'login',
    method: 'POST',
    path: '/authorize',
    auth: [],
    body: { required: ['email', 'password'], optional: ['no_expire'] },
    query: [],
    success: { status: 200, source: 'stated', body: { auth: 'filled string' } },
    failures: [
      ...failures(400, 'stated', 'missing_required_parameter'),
      ...failures(403, 'stated', 'wrong_credentials_specified'),
    ],
    rateLimited: true,
  },
  {
    name: 'logout',
    method: 'POST',
    path: '/deauthorize',
    auth: ['apiKey', 'consumerPair'],
    body: null,
    query: [],
    success: { status: 200, source: 'vendor', body: { message: { is: 'token_deauthorized' } } },
    failures: unauthorized,
    rateLimited: false,
  },
  {
    name: 'changePassword',
    method: 'PUT',
    path: '/change-password',
    auth: ['apiKey', 'consumerPair'],
    body: { required: ['current_password', 'password', 'confirm_password'], optional: [] },
    query: [],
    success: succeeded,
    failures: [
      ...failures(
        400,
        'stated',
        'invalid_mail_address',
        'current_password_is_missing',
        'current_password_can_not_be_empty',
        'password_is_missing',
        ...passwordRuleCodes,
        'confirm_password_is_missing',
        'password_should_equal_confirm_password',
        'new_password_should_not_equal_current_password',
      ),
      ...failures(400, 'vendor', 'empty_request_body'),
      ...unauthorized,
      ...failures(403, 'stated', 'password_is_invalid', 'not_allowed_for_apikey'),
    ],
    rateLimited: false,
  },
  {
    name: 'requestPasswordReset',
    method: 'POST',
    path: '/forgot-password',
    auth: [],
    body: { required: ['email'], optional: [] },
    query: [],
    success: succeeded,
    failures: [
      ...failures(400, 'stated', 'empty_request_body', 'missing_required_parameter'),
      ...failures(400, 'schema', 'missing_required_parameter_email'),
      ...failures(404, 'vendor', 'email_not_found'),
    ],
    rateLimited: false,
  },
  {
    name: 'verifyResetToken',
    method: 'GET',
    path: '/forgot-password',
    auth: ['apiKey'],
    body: null,
    query: ['token'],
    success: succeeded,
    failures: [
      ...failures(400, 'stated', 'forgot_password_token_is_missing'),
      ...unauthorized,
      ...failures(403, 'vendor', 'token_is_invalid'),
    ],
    rateLimited: false,
  },
  {
    name: 'resetPassword',
    method: 'PUT',
    path: '/forgot-password',
    auth: [],
    body: { required: ['token', 'password', 'confirm_password'], optional: [] },
    query: [],
    success: succeeded,
    failures: [
      ...failures(
        400,
        'stated',
        'empty_request_body',
        'token_is_missing',
        'token_can_not_be_empty',
        'password_is_missing',
        ...passwordRuleCodes,
        'confirm_password_is_missing',
        'password_should_equal_confirm_password',
      ),
      ...failures(
        400,
        'schema',
        'new_password_should_not_equal_current_password',
        'current_password_is_missing',
        'current_password_can_not_be_empty',
      ),
      ...failures(403, 'vendor', 'token_is_invalid'),
    ],
    rateLimited: false,
  },
  {
    name: 'listConsumerKeys',
    method: 'GET',
    path: '/user/consumerKeys',
    auth: ['apiKey'],
    body: null,
    query: [],
    success: { status: 200, source: 'vendor', body: { count: 'number', results: 'list' } },
    failures: unauthorized,
    rateLimited: false,
  },
  {
    name: 'createConsumerKey',
    method: 'POST',
    path: '/user/consumerKeys',
    auth: ['apiKey'],
    body: { required: ['permissions'], optional: ['label', 'ips'] },
    query: [],
    success: {
      status: 201,
      source: 'vendor',
      body: { consumerKey: 'filled string', consumerSecret: 'filled string' },
    },
    failures: unauthorized,
    rateLimited: false,
  },
  {
    name: 'deleteConsumerKey',
    method: 'DELETE',
    path: '/user/consumerKeys/{consumerKey}',
    auth: ['apiKey'],
    body: null,
    query: [],
    success: succeeded,
    failures: [...unauthorized, ...failures(404, 'vendor', 'key_not_found')],
    rateLimited: false,
  },
];

/** The failures that the sandbox has a way to: nothing says when the others come. */
export const caused = ({ failures }: ContractOperation): readonly Failure[] =>
  failures.filter(({ source }) => source !== 'schema');

/** Every failure that the sandbox has a way to, one row each. */
export const rows: readonly (Failure & { readonly operation: ContractOperation })[] = contract.flatMap(
  (operation) => caused(operation).map((failure) => ({ operation, ...failure })),
);

/** What a listed consumer key is made of. */
export const listedConsumerKey = [
  'consumerKey',
  'label',
  'creation_time',
  'ips',
  'is_legacy',
  'permissions',
] as const;
export const consumerPermissions = ['SEND_SMTP', 'SEND_API', 'APIS'] as const;

/** One operation of the table. */
export function operationNamed(name: string): ContractOperation {
  const found = contract.find((operation) => operation.name === name);
  if (!found) throw new Error(`The contract has no operation ${name}.`);
  return found;
}
