import type { ConsumerPair, Credentials } from '../call/credentials.ts';
import type { ChangePasswordInput } from '../operations/change-password.ts';
import type { CreateConsumerKeyInput } from '../operations/create-consumer-key.ts';
import type { DeleteConsumerKeyInput } from '../operations/delete-consumer-key.ts';
import type { ConsumerKey } from '../operations/list-consumer-keys.ts';
import type { RequestPasswordResetInput } from '../operations/request-password-reset.ts';
import type { ResetPasswordInput } from '../operations/reset-password.ts';
import type { VerifyResetTokenInput } from '../operations/verify-reset-token.ts';
import type { ClientEvent, LogoutResult, Session } from '../session/session-view.ts';
import type { CallOptions } from './options.ts';
import type { PasswordChangeOutcome, SettlementInput } from './settle-password-change.ts';

/** A client of the service. Disposing it closes it and logs nobody out. */
export interface Client extends AsyncDisposable {
  /** Trades e-mail and password for an API key and keeps it. Disposing the result logs out. */
  login(
    input: Credentials & { noExpire?: boolean },
    options?: CallOptions,
  ): Promise<Session & AsyncDisposable>;
  /** Signs out here at once, and revokes the key on the service now or later. */
  logout(options?: CallOptions): Promise<LogoutResult>;
  /** Replaces the password of the account that is signed in. */
  changePassword(input: ChangePasswordInput, options?: CallOptions): Promise<void>;
  /** Sends a mail with a reset token. */
  requestPasswordReset(input: RequestPasswordResetInput, options?: CallOptions): Promise<void>;
  /** Whether a reset token is still valid. The service wants an API key for this. */
  verifyResetToken(input: VerifyResetTokenInput, options?: CallOptions): Promise<boolean>;
  /** Sets a new password with the token of a reset mail. */
  resetPassword(input: ResetPasswordInput, options?: CallOptions): Promise<void>;
  /** After a lost answer: which password is valid now. It logs in with each, and revokes what that mints. */
  settlePasswordChange(input: SettlementInput, options?: CallOptions): Promise<PasswordChangeOutcome>;
  /** The consumer pairs of the account, without their secrets. */
  listConsumerKeys(options?: CallOptions): Promise<ConsumerKey[]>;
  /** Makes a consumer pair. Its secret is shown here and never again. */
  createConsumerKey(input: CreateConsumerKeyInput, options?: CallOptions): Promise<ConsumerPair>;
  /** Ends a consumer pair. */
  deleteConsumerKey(input: DeleteConsumerKeyInput, options?: CallOptions): Promise<void>;
  /** Who is signed in; `null` when nobody is or the key expired. Asks the store, never the service. */
  session(): Promise<Session | null>;
  /** The API key, renewed if it can be. */
  apiKey(options?: CallOptions): Promise<string>;
  /** Says that a key was refused: a no-op unless it is still the current one. */
  invalidate(key: string): Promise<void>;
  /** `fetch` with the account's authorisation, for the rest of the API. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Calls `listener` on each event, until the returned function is called. */
  on<E extends ClientEvent>(event: E, listener: (session: Session | null) => void): () => void;
  /**
   * Ends the client, and lets later calls reject with code `closed`. It waits for logins and revocations under way, but no more
   * than a second for what the store remembers and the next client will revoke.
   */
  close(): Promise<void>;
}
