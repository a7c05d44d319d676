import type { ServiceTime } from '../call/service-time.ts';
import type { Clock } from '../clock.ts';
import type { SessionRecord } from '../records/key-store.ts';

/** A key lives for two hours (contract, "Authenticating a call"); the minute is for requests on their way. */
const WHOLE = 2 * 60 * 60 * 1000;
const LIFETIME = WHOLE - 60 * 1000;

/** Milliseconds by which clocks that agree may differ. */
const APART = 5 * 60 * 1000;

/** When a key minted at `mintedAt` is no longer used. */
export const expiryOf = (mintedAt: number, noExpire: boolean): number | null =>
  noExpire ? null : mintedAt + LIFETIME;

/** A session held in memory: how long it still lives, and the readings of both clocks when that was said. */
export interface Held {
  readonly record: SessionRecord;
  /** Milliseconds. */
  readonly left: number;
  readonly wall: number;
  readonly monotonic: number;
  /** When this client had the key at first, on the monotonic clock. It was minted before. */
  readonly since: number;
}

/**
 * Says once how long a session still lives, by the service's clock as far as it is known. A clock of the service that
 * changes its mind later takes nothing from that.
 *
 * Since the login, this machine's clock may have been set. Or a `Date` was wrong, then or now. What two answers agree on is certain,
 * and so is one that agrees with what was known at the login. Otherwise the key may also live by that, or by this machine's
 * clock alone. Then it is used, and the service's 401 is believed instead.
 */
export function hold(
  record: SessionRecord,
  clock: Clock,
  { offset, told }: Pick<ServiceTime, 'offset' | 'told'>,
): Held {
  const { expiresAt, clockOffset } = record;
  const wall = clock.now();
  const leftBy = (offset: number): number =>
    expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - (wall + offset);
  const known = leftBy(offset);
  const isKnown = told === 2 || (told === 1 && Math.abs(offset - clockOffset) <= APART);
  const others = isKnown ? [] : [clockOffset, 0].map(leftBy);
  const left = Math.max(known, ...others.filter((each) => each > known + APART && each <= LIFETIME + APART));
  const monotonic = clock.monotonic();
  return { record, left, wall, monotonic, since: monotonic };
}

/** The same for a key just minted, which was asked for at `sentAt` on the monotonic clock: no other clock is needed. */
export function holdMinted(record: SessionRecord, clock: Clock, sentAt: number): Held {
  const { mintedAt, expiresAt } = record;
  const left = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - mintedAt;
  const wall = clock.now() - (clock.monotonic() - sentAt);
  return { record, left, wall, monotonic: sentAt, since: clock.monotonic() };
}

/**
 * Whether a session expired. The wall clock and the monotonic clock each tell how much time passed. If they disagree, the
 * machine slept or its clock was set, which look alike. Then the key is used, and the service's 401 is believed instead.
 */
export const isExpired = ({ left, wall, monotonic }: Held, clock: Clock): boolean =>
  clock.monotonic() - monotonic >= left && clock.now() - wall >= left;

/**
 * Whether a key is expired for certain, and need not be revoked: this client has had it for as long as a key lives. Wall
 * clocks say nothing, the service's `Date` included. They may be days off, here or where the key was minted. A key that only
 * they call expired is revoked.
 */
export const isDead = ({ record, since }: Held, clock: Clock): boolean =>
  record.expiresAt !== null && clock.monotonic() - since >= WHOLE;
