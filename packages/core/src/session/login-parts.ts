import type { CallRef, Transit } from '../call/call.ts';
import type { Credentials } from '../call/credentials.ts';
import type { LoginReason } from '../call/trace.ts';
import type { PendingRecord, SessionRecord } from '../records/key-store.ts';
import type { SessionParts } from './parts.ts';

/** A login to make. */
export interface LoginPlan {
  /** Whose login it is. */
  readonly email: string;
  /** Asked under the lock, once it is certain that there is a login. */
  readonly credentials: () => Promise<Credentials>;
  readonly noExpire: boolean;
  readonly reason: LoginReason;
  readonly ref: CallRef;
  readonly transit: Transit;
}

/** What a login uses of the session's parts. */
export type LoginParts = Pick<SessionParts, 'clock' | 'time' | 'store' | 'lock' | 'perform' | 'trace'>;

/** What the session lets a login ask and do. */
export interface LoginGround {
  /** Whether a stored session serves instead of a new one. */
  adoptable(record: SessionRecord): boolean;
  /** Whether a stored session may be somebody's: neither dropped nor expired. */
  live(record: SessionRecord): boolean;
  /** Whether a stored key has certainly expired. Any other key is to be revoked once another replaces it, dropped or not. */
  dead(record: SessionRecord): boolean;
  /** Keys that are or were this client's, that the store does not have, and that may live. */
  strayed(stored: SessionRecord | null): readonly string[];
  /** These are queued, or named by the record of a login. */
  settled(keys: readonly string[]): void;
  /** Whether a logout or `close()` came after the login began. */
  overtaken(): boolean;
  /** The session is stored, in the place of another or not: it is the current one from here on. Its key was asked for at `sentAt` on the monotonic clock. */
  commit(record: SessionRecord, sentAt: number, replaced: SessionRecord | null): void;
  /** The session is taken back, if it was committed. */
  rollBack(record: SessionRecord): void;
  /** What the store keeps of failed logins now, and whether that is of this login, which has ended. */
  troubled(pending: PendingRecord | undefined, isOwn: boolean): void;
}

/** A login that may mint: what it replaces, and the record that says so. */
export interface Opened {
  readonly credentials: Credentials;
  readonly before: SessionRecord | null;
  readonly pending: PendingRecord;
  /** The record that it wrote over. */
  readonly found: PendingRecord | null;
  /** Whether it began under the lock. */
  readonly held: boolean;
}

/** A key just minted, and when it was asked for, on the monotonic clock. */
export interface Minted {
  readonly record: SessionRecord;
  readonly sentAt: number;
}
