import type { CallOptions, Client, ErrorCode, Session } from '@turbosmtp-auth/core';
import type { Login } from '../wire/login.ts';
import type { ServedOperation } from '../wire/operations.ts';

/** The client of a popup, an options page or a content script: the background makes its calls, and keeps the key. */
export interface ConnectedClient extends Omit<Client, 'apiKey' | 'invalidate' | 'login'> {
  /**
   * Logs in: exchanges e-mail and password for an API key, which the background keeps. Closing the popup does not abort it.
   *
   * @throws {ForbiddenError} `wrong_credentials_specified` if the e-mail address or the password is wrong.
   * @throws {OutcomeUnknownError} `outcome_unknown` if the background was stopped in the middle of it.
   * @throws {TurboSMTPAuthError} as `login` of the background's client; `not_allowed` if this caller may not log in; `timeout` if the
   * background does not answer.
   */
  login(input: Login, options?: CallOptions): Promise<Session>;
  /**
   * Calls that ended while no caller listened, or that were cut off when the background ended. Newest last, at most 16, no
   * secrets.
   *
   * @throws {TurboSMTPAuthError} `not_allowed` if this caller may not ask; `timeout` if the background does not answer.
   */
  interrupted(): Promise<Interrupted[]>;
  /**
   * Marks an interrupted call as reported to the person: `interrupted` no longer lists it.
   *
   * @throws {TurboSMTPAuthError} `not_allowed` if this caller may not ask; `timeout` if the background does not answer.
   */
  acknowledge(id: string): Promise<void>;
  /**
   * Asks for an operation of the extension's own, one of `answer` of `serveClient`. JSON goes both ways.
   *
   * @throws {TurboSMTPAuthError} `not_allowed` if there is no such operation for this caller; `timeout` if the background does not
   * answer; else what the operation failed with.
   */
  ask<T = unknown>(name: string, input?: unknown, options?: CallOptions): Promise<T>;
}

/** What became of a call whose answer reached no caller. */
export interface Interrupted {
  /** The id for `acknowledge`. */
  readonly id: string;
  /** What was called. */
  readonly operation: Exclude<ServedOperation, 'session' | 'interrupted' | 'fetch'>;
  /** When it reached the background. */
  readonly startedAt: Date;
  /** `unknown`: the background was stopped in the middle of it. */
  readonly outcome: 'done' | 'failed' | 'unknown';
  /** With `failed`: what went wrong. */
  readonly code?: ErrorCode;
}

/** How a popup or a content script is connected. */
export interface ConnectOptions {
  /** Milliseconds until the background must have taken a call; default 5,000. If it is invalid, each call is refused. */
  answerWithin?: number;
}
