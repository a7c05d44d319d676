/** Who is signed in, without the key. */
export interface Session {
  readonly account: string;
  readonly profile: string;
  readonly mintedAt: Date;
  /** `estimated`: worked out, since the service does not say. */
  readonly expiry: { readonly at: Date | null; readonly kind: 'estimated' | 'never' };
  /** Whether it outlives this process. */
  readonly persisted: boolean;
}

/** `change`: another tab, worker or process wrote the session. */
export type ClientEvent = 'login' | 'renew' | 'logout' | 'expire' | 'change';

/**
 * What became of the key at logout. `queued`: it is revoked on a later use, since the service could not be reached. Signed out
 * before, it is what became of the keys that were queued then; `nothing`: there was none.
 */
export interface LogoutResult {
  revoked: 'now' | 'queued' | 'nothing';
}
