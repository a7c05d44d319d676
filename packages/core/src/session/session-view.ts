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
