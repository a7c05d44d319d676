import type { Session } from '../client/client.ts';
import type { Context, Origin } from '../client/context.ts';
import type { SessionRecord } from '../key-store.ts';
import { type Held, hold, isExpired } from './expiry.ts';

/** Keeps the current session in memory and in step with the store. */
export interface Holder {
  /** What is in memory, or else in the store; `null` when signed out. It may be expired. */
  current(origin: Origin): Promise<SessionRecord | null>;
  /** What the store says now. */
  reload(origin: Origin): Promise<SessionRecord | null>;
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
const watching: Origin = { id: 'watch', operation: 'login' };

export function createHolder(context: Context): Holder {
  const { clock, time, store, signals, profile } = context;
  let held: Held | null = null;
  let reading: Promise<SessionRecord | null> | undefined;
  let unwatch: (() => void) | undefined;

  const holder: Holder = {
    gone: undefined,
    account: undefined,
    current: async (origin) => held?.record ?? holder.reload(origin),
    reload: (origin) => {
      holder.watch();
      reading ??= store
        .get(origin, 'session')
        .then(take)
        .finally(() => {
          reading = undefined;
        });
      return reading;
    },
    expired: (record) =>
      isExpired(held?.record.gen === record.gen ? held : hold(record, clock), clock, time.offset),
    usable: (record, account) =>
      record.account === account && record.key !== holder.gone && !holder.expired(record),
    keep: (record) => {
      holder.watch();
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
      record.key !== holder.gone &&
      (holder.account === undefined || record.account === holder.account);
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
    void holder.reload(watching).then(
      (now) => {
        if (now?.gen !== before) signals.emit('change', now && holder.view(now));
      },
      () => undefined, // the next call meets the same failure, and reports it
    );
  };

  return holder;
}
