import type { CallRef } from '../call/call.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { type Held, hold, isExpired } from './expiry.ts';
import type { SessionParts } from './parts.ts';
import type { Session } from './session-view.ts';

/** Keeps the current session in memory and in step with the store. */
export interface CurrentSession {
  /** What is in memory, or else in the store; `null` when signed out. It may be expired. */
  read(ref: CallRef): Promise<SessionRecord | null>;
  /** What the store says now. */
  reload(ref: CallRef): Promise<SessionRecord | null>;
  /** Whether a session, from memory or just read, is past its end. */
  expired(record: SessionRecord): boolean;
  /** Whether a record just read serves this client: neither given up, nor expired, nor another account's. */
  usable(record: SessionRecord, account: string): boolean;
  keep(record: SessionRecord): void;
  /** Lets go of the session in memory, if it is this one. */
  drop(key: string): boolean;
  /** Lets go of whatever is in memory, for good. */
  giveUp(): SessionRecord | undefined;
  /** The key last refused or given up. It is not taken from the store again, should it still be there. */
  gone: string | undefined;
  /** Whose sessions are taken from the store; `undefined`: anybody's. */
  account: string | undefined;
  view(record: SessionRecord): Session;
  /** Notices what other tabs and processes write, from now on. */
  watch(): void;
  close(): void;
}

/** What the store is read for when another tab or process wrote. */
const watching: CallRef = { id: 'watch', operation: 'login' };

export function createCurrentSession({
  clock,
  time,
  store,
  events,
  profile,
}: Pick<SessionParts, 'clock' | 'time' | 'store' | 'events' | 'profile'>): CurrentSession {
  let held: Held | null = null;
  let reading: Promise<SessionRecord | null> | undefined;
  let unwatch: (() => void) | undefined;

  const current: CurrentSession = {
    gone: undefined,
    account: undefined,
    read: async (ref) => held?.record ?? current.reload(ref),
    reload: (ref) => {
      current.watch();
      reading ??= store
        .get(ref, 'session')
        .then(take)
        .finally(() => {
          reading = undefined;
        });
      return reading;
    },
    expired: (record) =>
      isExpired(held?.record.gen === record.gen ? held : hold(record, clock), clock, time.offset),
    usable: (record, account) =>
      record.account === account && record.key !== current.gone && !current.expired(record),
    keep: (record) => {
      current.watch();
      held = hold(record, clock);
    },
    drop: (key) => {
      if (held?.record.key !== key) return false;
      held = null;
      return true;
    },
    giveUp: () => {
      const record = held?.record;
      held = null;
      return record;
    },
    view: ({ account, mintedAt, expiresAt }) => ({
      account,
      profile,
      mintedAt: new Date(mintedAt),
      expiry:
        expiresAt === null ? { at: null, kind: 'never' } : { at: new Date(expiresAt), kind: 'estimated' },
      persisted: store.persistent,
    }),
    watch: () => {
      unwatch ??= store.watch(changed);
    },
    close: () => unwatch?.(),
  };

  /** Takes what the store holds, unless it was given up or is not this client's. */
  const take = (record: SessionRecord | null): SessionRecord | null => {
    const mine =
      record !== null &&
      record.key !== current.gone &&
      (current.account === undefined || record.account === current.account);
    if (!mine) {
      held = null;
      return null;
    }
    // The same record keeps the clocks' readings of when it was first seen.
    if (held?.record.gen !== record.gen) {
      time.adopt(record.clockOffset);
      held = hold(record, clock);
    }
    return record;
  };

  const changed = (kind: string): void => {
    if (kind !== 'session') return;
    const before = held?.record.gen;
    void current.reload(watching).then(
      (now) => {
        if (now?.gen !== before) events.emit('change', now && current.view(now));
      },
      () => undefined, // the next call meets the same failure, and reports it
    );
  };

  return current;
}
