import type { ConsumerPair } from '../call/credentials.ts';
import type { ChangePasswordInput } from '../operations/change-password.ts';
import type { CreateConsumerKeyInput } from '../operations/create-consumer-key.ts';
import type { DeleteConsumerKeyInput } from '../operations/delete-consumer-key.ts';
import type { ConsumerKey } from '../operations/list-consumer-keys.ts';
import type { LoginInput } from '../operations/login.ts';
import type { RequestPasswordResetInput } from '../operations/request-password-reset.ts';
import type { ResetPasswordInput } from '../operations/reset-password.ts';
import type { VerifyResetTokenInput } from '../operations/verify-reset-token.ts';
import type { ClientEvent, LogoutResult, Session } from '../session/session-view.ts';
import type { CallOptions } from './options.ts';
import type { PasswordChangeOutcome, SettlementInput } from './settle-password-change.ts';

/**
 * What `await using` calls at the end of its block. It is a member only if your `lib` knows `Symbol.asyncDispose`, so that these
 * declarations compile without it.
 */
export type AsyncDisposal = Record<
  SymbolConstructor[Extract<keyof SymbolConstructor, 'asyncDispose'>],
  () => PromiseLike<void>
>;

/**
 * A client of the service. Disposing it closes it, and does not log out.
 *
 * These can happen to every method that asks the service, beside what the method itself lists:
 *
 * - {@link InvalidInputError} `invalid_input`: the input or an option is invalid. Nothing was sent.
 * - {@link NetworkError} `network`: the service cannot be reached, and the same call is safe to repeat.
 * - {@link TimeoutError} `timeout`: the time is over, and the same call is safe to repeat.
 * - {@link RateLimitedError} `rate_limited`: 429, or a call before `retryAt`.
 * - {@link ServerError} `server_error`: 5xx.
 * - {@link UnexpectedResponseError} `unexpected_response`: the answer is not the documented JSON.
 * - {@link RedirectRefusedError} `redirect_refused`: the answer is a redirect.
 * - {@link TurboSMTPAuthError} `closed`: the client was closed; or `unknown`: the service refused with a code that is not documented
 *   (of the class for its status).
 * - The reason of `signal`, if you abort the call.
 *
 * These can happen to every method that needs an API key, because it may log in first:
 *
 * - {@link SignedOutError} `signed_out`: there is no key and no way to get one; or `account_mismatch`: another account is signed in.
 * - {@link StorageError} `storage_…`: the key store fails.
 * - {@link ForbiddenError} `wrong_credentials_specified` and {@link OutcomeUnknownError} `outcome_unknown`: the login failed. Until
 *   `retryAt`, the next calls fail at once with the same code.
 */
export interface Client extends AsyncDisposal {
  /**
   * Logs in: exchanges e-mail and password for an API key, and keeps it. The key is valid for two hours, or for ever with
   * `noExpire`. Disposing the result logs out (contract, "POST /authorize").
   *
   * @throws {ForbiddenError} `wrong_credentials_specified` if the e-mail address or the password is wrong.
   * @throws {BadRequestError} `missing_required_parameter` if the service misses a value.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the request may have arrived and its answer was lost: a key may
   * exist.
   * @throws {SignedOutError} `signed_out` if a logout, another login or `close()` finished first. The new key is revoked.
   * @throws {StorageError} `storage_…` if the key cannot be stored. The key is then revoked.
   * @throws {InvalidInputError} `invalid_input` also if the client has a consumer pair and no `credentials`.
   * @throws {TurboSMTPAuthError} for what can happen to every call: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const { account, expiry } = await client.login({ email: 'ada@example.com', password: 'Correct-Horse-9' });
   * console.log(account, expiry.at);
   * ```
   */
  login(input: LoginInput, options?: CallOptions): Promise<Session & AsyncDisposal>;
  /**
   * Signs out here at once, and revokes the key on the service, now or on a later use. It also succeeds if the service cannot be
   * reached (contract, "POST /deauthorize").
   *
   * @throws {StorageError} `storage_…` if the session stays stored. The key is revoked if the service answers; if not, it may still be valid.
   * @throws {TurboSMTPAuthError} `closed`; and, for a client with a consumer pair and no `credentials`, what can happen to every call: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const { revoked } = await client.logout();
   * if (revoked === 'queued') console.log('Signed out. The key is revoked on the next use.');
   * ```
   */
  logout(options?: CallOptions): Promise<LogoutResult>;
  /**
   * Replaces the password of the account that is signed in (contract, "PUT /change-password").
   *
   * @throws {InvalidInputError} `invalid_input` if the new password breaks a rule. `issues` names each. Nothing was sent.
   * @throws {BadRequestError} with the code of a rule, or `invalid_mail_address` or `empty_request_body`.
   * @throws {ForbiddenError} `password_is_invalid` if the current password is wrong; `not_allowed_for_apikey` with a consumer pair alone.
   * @throws {UnauthorizedError} `invalid_authorization_key`, `missing_authorization_key` or `account_is_inactive`.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer was lost: ask {@link Client.settlePasswordChange}.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * await client.changePassword({ currentPassword: 'Correct-Horse-9', newPassword: 'Better-Horse-10' });
   * ```
   */
  changePassword(input: ChangePasswordInput, options?: CallOptions): Promise<void>;
  /**
   * Asks the service to e-mail a reset token, which is valid for one hour. No API key is needed. Some versions of the
   * service also succeed for an address that they do not know (contract, "POST /forgot-password").
   *
   * @throws {NotFoundError} `email_not_found` if no account has the address.
   * @throws {BadRequestError} `missing_required_parameter`, `missing_required_parameter_email` or `empty_request_body`.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer was lost: look in the inbox first.
   * @throws {TurboSMTPAuthError} for what can happen to every call: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * await client.requestPasswordReset({ email: 'ada@example.com' });
   * ```
   */
  requestPasswordReset(input: RequestPasswordResetInput, options?: CallOptions): Promise<void>;
  /**
   * Checks whether a reset token is still valid: neither unknown, used nor expired. The service needs an API key for this.
   * If no account is signed in, skip the check (contract, "GET /forgot-password").
   *
   * @throws {BadRequestError} `forgot_password_token_is_missing` if the service misses the token.
   * @throws {UnauthorizedError} `invalid_authorization_key`, `missing_authorization_key` or `account_is_inactive`.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const valid = await client.verifyResetToken({ token: 'the token of the mail' });
   * ```
   */
  verifyResetToken(input: VerifyResetTokenInput, options?: CallOptions): Promise<boolean>;
  /**
   * Sets a new password with the token of a reset mail. No API key is needed (contract, "PUT /forgot-password").
   *
   * @throws {InvalidInputError} `invalid_input` if the new password breaks a rule. `issues` names each. Nothing was sent.
   * @throws {ForbiddenError} `token_is_invalid` if the token is unknown, used or expired.
   * @throws {BadRequestError} with the code of a rule, or `empty_request_body`, `token_is_missing` or `token_can_not_be_empty`.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer was lost: try to log in with the new password.
   * @throws {TurboSMTPAuthError} for what can happen to every call: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * await client.resetPassword({ token: 'the token of the mail', newPassword: 'Better-Horse-10' });
   * ```
   */
  resetPassword(input: ResetPasswordInput, options?: CallOptions): Promise<void>;
  /**
   * Finds out which password is valid after the answer to a change was lost. It logs in with the new one, then with the old
   * one, and revokes the keys that it gets. If the service gives no reliable answer, the result is `unknown` (contract,
   * "POST /authorize").
   *
   * @throws {InvalidInputError} `invalid_input` if an input is invalid. Nothing was sent.
   * @throws {ForbiddenError} `not_allowed_for_apikey` if the client has a consumer pair.
   * @throws {StorageError} `storage_…` if the key store cannot be written: what a login mints may have to be kept until it is revoked.
   * @throws {TimeoutError} `timeout` if the time is over.
   * @throws {TurboSMTPAuthError} `closed`; the reason of `signal` if you abort the call.
   * @example
   * ```ts
   * import { type Client, OutcomeUnknownError } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const change = { currentPassword: 'Correct-Horse-9', newPassword: 'Better-Horse-10' };
   * await client.changePassword(change).catch(async (error) => {
   *   if (!(error instanceof OutcomeUnknownError)) throw error;
   *   console.log(await client.settlePasswordChange({ email: 'ada@example.com', ...change }));
   * });
   * ```
   */
  settlePasswordChange(input: SettlementInput, options?: CallOptions): Promise<PasswordChangeOutcome>;
  /**
   * Lists the consumer pairs of the account, without their secrets (contract, "Beyond authentication").
   *
   * @throws {UnauthorizedError} `invalid_authorization_key`, `missing_authorization_key` or `account_is_inactive`.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * for (const { label, key } of await client.listConsumerKeys()) console.log(label, key);
   * ```
   */
  listConsumerKeys(options?: CallOptions): Promise<ConsumerKey[]>;
  /**
   * Creates a consumer pair. The service shows its secret here and never again. The client does not save the pair: only the command
   * line of `@turbosmtp-auth/node` does that, with `consumer-keys create --save` (contract, "Beyond authentication").
   *
   * @throws {UnauthorizedError} `invalid_authorization_key`, `missing_authorization_key` or `account_is_inactive`.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer was lost: a pair may exist. List them, and delete it.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const { key, secret } = await client.createConsumerKey({ permissions: ['SEND_API'], label: 'shop' });
   * ```
   */
  createConsumerKey(input: CreateConsumerKeyInput, options?: CallOptions): Promise<ConsumerPair>;
  /**
   * Deletes a consumer pair, which no call can use from then on (contract, "Beyond authentication").
   *
   * @throws {NotFoundError} `key_not_found` if the account has no such pair.
   * @throws {UnauthorizedError} `invalid_authorization_key`, `missing_authorization_key` or `account_is_inactive`.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer was lost: list the pairs.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const [oldest] = await client.listConsumerKeys();
   * if (oldest) await client.deleteConsumerKey({ key: oldest.key });
   * ```
   */
  deleteConsumerKey(input: DeleteConsumerKeyInput, options?: CallOptions): Promise<void>;
  /**
   * Who is signed in; `null` if no account is signed in, if the key expired, or if the client has a consumer pair and no
   * `credentials`. It reads the store, and does not wait for the service. It may begin to revoke keys that a logout left.
   *
   * @throws {StorageError} `storage_…` if the key store fails.
   * @throws {TimeoutError} `timeout` if the time of the client is over.
   * @throws {TurboSMTPAuthError} `closed` if the client was closed.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const session = await client.session();
   * console.log(session ? `Signed in as ${session.account}.` : 'Signed out.');
   * ```
   */
  session(): Promise<Session | null>;
  /**
   * The API key, for a program that makes its own requests. It is renewed first, if it expired and the client has `credentials`
   * (contract, "Authenticating a call").
   *
   * @throws {SignedOutError} `signed_out` also if the client has a consumer pair and no `credentials`.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const headers = { authorization: await client.apiKey() }; // the key alone, without "Bearer"
   * ```
   */
  apiKey(options?: CallOptions): Promise<string>;
  /**
   * Reports that the service refused a key from {@link Client.apiKey}, so that the next call gets another. It does nothing
   * if the key is no longer the current one.
   *
   * @throws {StorageError} `storage_…` if the key store fails.
   * @throws {TimeoutError} `timeout` if the time of the client is over.
   * @throws {TurboSMTPAuthError} `closed` if the client was closed.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const key = await client.apiKey();
   * const response = await fetch('https://api.example.com', { headers: { authorization: key } });
   * if (response.status === 401) await client.invalidate(key);
   * ```
   */
  invalidate(key: string): Promise<void>;
  /**
   * `fetch` for the rest of the API, authorised. It takes a path below the base URL, or an absolute URL below it. Any status is a
   * `Response` and not an error (contract, "Authenticating a call").
   *
   * It is never retried after a 429, a 5xx or a lost connection: the option `retry` has no effect on it. If the service refuses the
   * key, it repeats the request once with a new one.
   *
   * `/mail/send` goes with the consumer pair. On the live service, it goes to the mail host of the client's `region`. It
   * also takes the absolute URL of a mail host. Everything else goes with the API key, or with the pair if the client has no
   * `credentials` (contract, "Beyond authentication").
   *
   * The time of the client ends when the headers arrive; `init.signal` also ends the body.
   *
   * @throws {InvalidInputError} `invalid_input` also for a URL elsewhere, for mail without a consumer pair, and for a method, headers
   * or a body that cannot be sent. It names a member of `init` that the `fetch` of the runtime refuses, such as `init.cache`. The input
   * must be a string, a `URL` or a `Request`.
   * @throws {SignedOutError} `signed_out` also if the client has a consumer pair and no `credentials`, and the request takes only a key.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the answer to a method such as POST was lost.
   * @throws {TurboSMTPAuthError} for what can happen to every call and every login: see {@link Client}.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const response = await client.fetch('/analytics?limit=10');
   * console.log(response.ok && (await response.json()));
   * ```
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /**
   * Calls `listener` on each event, until the returned function is called.
   *
   * @throws {InvalidInputError} `invalid_input` if there is no such event, or if the listener is not a function.
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * const stop = client.on('expire', () => console.log('The key expired.'));
   * stop();
   * ```
   */
  on<E extends ClientEvent>(event: E, listener: (session: Session | null) => void): () => void;
  /**
   * Ends the client. Later calls reject with code `closed`. It waits for logins and revocations under way, but at most one
   * second for keys that the store remembers and the next client will revoke. Never rejects.
   *
   * @example
   * ```ts
   * import type { Client } from '@turbosmtp-auth/core';
   *
   * declare const client: Client;
   *
   * await client.close();
   * ```
   */
  close(): Promise<void>;
}
