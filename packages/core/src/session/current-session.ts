import type { CallRef } from '../call/call.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { inOne } from '../shared-work.ts';
import { type Held, hold, holdMinted, isDead, isExpired } from './expiry.ts';
import type { SessionParts } from './parts.ts';
import { sameAccount } from './same-account.ts';
import type { Session } from './session-view.ts';

/** Keeps the current session in memory and in step with the store. */
export interface CurrentSession {
  /** What is in memory, or else in the store; `null` when signed out. It may be expired. */
  read(ref: CallRef): SessionRecord | Promise<SessionRecord | null>;
  /** What the store says now. */
  reload(ref: CallRef): Promise<SessionRecord | null>;
  /** Whether a session, from memory or just read, is past its end. */
  expired(record: SessionRecord): boolean;
  /** Whether its key has certainly expired, even if this machine's clock is wrong. */
  dead(record: SessionRecord): boolean;
  /** Whether a record just read serves this client: neither dropped, nor expired, nor another account's. */
  usable(record: SessionRecord, account: string): boolean;
  /** Whether a record just read may hold a key that is valid, of any account. */
  live(record: SessionRecord): boolean;
  /** @param sentAt When the key was asked for, on the monotonic clock, if this client just did. */
  keep(record: SessionRecord, sentAt?: number): void;
  /** Whether this is the key in memory. */
  holds(key: string): boolean;
  /** Lets go of the session in memory, if it is this one or none is named. Nothing else may know its key: a stray, then. */
  drop(key?: string): boolean;
  /** Removes what is in memory, for good. */
  giveUp(): SessionRecord | undefined;
  /** How often another account took the place of the one before. */
  readonly switches: number;
  /** Somebody logged in to this account. @param from Whose session that replaced in the store. */
  switchTo(account: string, from?: string): void;
  /** Keys that are or were in memory and that the store lost or has another one for. They may live, and nothing else may know them. */
  strayed(stored: SessionRecord | null): readonly string[];
  /** Something else knows these strays now. */
  settled(keys: readonly string[]): void;
  /** The key last refused or dropped. It is not taken from the store again, if it is still there. */
  gone: string | undefined;
  /** Whose sessions are taken from the store; `undefined`: anybody's. */
  account: string | undefined;
  view(record: SessionRecord): Session;
  /** Notices what other tabs and processes write, from now on. */
  watch(): void;
  close(): void;
}

/** How many keys are remembered that others seem to have replaced. Each costs a request at the next login or logout. */
const MOST_STRAYS = 8;

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
  /** Counts what this client did to its session meanwhile: what a slower read of the store says is of before that. */
  let changes = 0;
  /** The key last let go of that was past its end for certain. */
  let past: string | undefined;
  let strays: readonly Held[] = [];
  /** Whose session was used last. */
  let holder: string | undefined;
  let switches = 0;
  let unwatch: (() => void) | undefined;

  const noteStray = (): void => {
    if (!held || isDead(held, clock)) return;
    const { key } = held.record;
    const others = strays.filter((each) => each.record.key !== key && !isDead(each, clock));
    // Those that never expire stay longest.
    strays = [held, ...others].sort((one, other) => other.left - one.left || 0).slice(0, MOST_STRAYS);
  };

  /** Who stored it may have known the service's clock better. */
  const holdRead = (record: SessionRecord): Held => {
    time.adopt(record.clockOffset);
    return hold(record, clock, time);
  };

  const current: CurrentSession = {
    gone: undefined,
    account: undefined,
    read: (ref) => held?.record ?? current.reload(ref),
    reload: (ref) => {
      current.watch();
      return look(ref);
    },
    expired: (record) => isExpired(held?.record.gen === record.gen ? held : holdRead(record), clock),
    dead: (record) => record.key === past || (held?.record.gen === record.gen && isDead(held, clock)),
    usable: (record, account) => sameAccount(record.account, account) && current.live(record),
    live: (record) => record.key !== current.gone && !current.expired(record),
    strayed: (stored) =>
      [held, ...strays].flatMap((each) =>
        each && each.record.key !== stored?.key && !isDead(each, clock) ? [each.record.key] : [],
      ),
    settled: (keys) => {
      strays = strays.filter(({ record }) => !keys.includes(record.key));
    },
    keep: (record, sentAt) => {
      current.watch();
      changes++;
      holder = record.account;
      held = sentAt === undefined ? hold(record, clock, time) : holdMinted(record, clock, sentAt);
    },
    holds: (key) => held?.record.key === key,
    drop: (key) => {
      if (!held || (key !== undefined && held.record.key !== key)) return false;
      if (isDead(held, clock)) past = held.record.key;
      noteStray();
      changes++;
      held = null;
      return true;
    },
    get switches() {
      return switches;
    },
    switchTo: (account, from) => {
      if ([holder, from].some((each) => each !== undefined && !sameAccount(each, account))) switches++;
      holder = account;
    },
    giveUp: () => {
      const record = held?.record;
      changes++;
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
      if (unwatch) return;
      unwatch = () => undefined; // the store may report at once
      unwatch = store.watch(changed);
    },
    close: () => unwatch?.(),
  };

  /** Takes what the store holds, unless it was dropped or is not this client's. */
  const take = (record: SessionRecord | null): SessionRecord | null => {
    const mine =
      record !== null &&
      record.key !== current.gone &&
      (current.account === undefined || sameAccount(record.account, current.account));
    if (held?.record.key !== record?.key) noteStray();
    if (!mine) {
      held = null;
      return null;
    }
    current.switchTo(record.account);
    // The same record keeps the clocks' readings of when it was first seen.
    if (held?.record.gen !== record.gen) {
      held = holdRead(record);
    }
    return record;
  };

  const look = inOne(async (ref: CallRef): Promise<SessionRecord | null> => {
    for (;;) {
      const before = changes;
      const record = await store.get(ref, 'session');
      if (changes === before) return take(record);
    }
  });

  const changed = (kind: string): void => {
    if (kind !== 'session') return;
    const before = held?.record.gen;
    changes++; // a read that is under way may be of before
    void current.reload(watching).then(
      (now) => {
        if (now?.gen !== before) events.emit('change', now && current.view(now));
      },
      () => undefined, // the next call meets the same failure, and reports it
    );
  };

  return current;
}
