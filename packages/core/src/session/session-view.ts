/** Who is signed in, without the key. */
export interface Session {
  /** E-mail address, as it was given to `login`. */
  readonly account: string;
  /** The profile of the client. */
  readonly profile: string;
  /** When the key was asked for, by the service's clock. */
  readonly mintedAt: Date;
  /** When the key expires, by the service's clock (contract, "Authenticating a call"). */
  readonly expiry: {
    /** Two hours after `mintedAt`, less a minute; `null`: never. */
    readonly at: Date | null;
    /** `estimated`: worked out, because the service does not say. */
    readonly kind: 'estimated' | 'never';
  };
  /** Whether it outlives this process. */
  readonly persisted: boolean;
}

/**
 * `login`: a login that was asked for. `renew`: one that the client made. `logout`, `expire`: the session is over. `change`:
 * another tab, worker or process wrote the session.
 */
export type ClientEvent = 'login' | 'renew' | 'logout' | 'expire' | 'change';

/** What became of the key at logout. */
export interface LogoutResult {
  /**
   * `queued`: it is revoked on a later use, because the service could not be reached. `nothing`: there was none. If you were signed
   * out before, this is about the keys that were queued then.
   */
  revoked: 'now' | 'queued' | 'nothing';
}
