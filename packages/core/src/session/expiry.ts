import type { Clock } from '../clock.ts';
import type { SessionRecord } from '../records/key-store.ts';

/** A key lives for two hours (contract, "Authenticating a call"); the minute is for requests on their way. */
const LIFETIME = 2 * 60 * 60 * 1000 - 60 * 1000;

/** When a key minted at `mintedAt` is no longer used. */
export const expiryOf = (mintedAt: number, noExpire: boolean): number | null =>
  noExpire ? null : mintedAt + LIFETIME;

/** A session held in memory, with the readings of both clocks when it got there. */
export interface Held {
  readonly record: SessionRecord;
  readonly wall: number;
  readonly monotonic: number;
}

export const hold = (record: SessionRecord, clock: Clock): Held => ({
  record,
  wall: clock.now(),
  monotonic: clock.monotonic(),
});

/**
 * Whether a session expired by the service's clock. The wall clock and the monotonic clock each tell how much time
 * passed; when they disagree, the machine slept or its clock was set, which look alike. Then the key is used, and the
 * service's 401 is believed instead.
 */
export function isExpired({ record, wall, monotonic }: Held, clock: Clock, offset: number): boolean {
  if (record.expiresAt === null) return false;
  const byWall = clock.now() + offset;
  const byMonotonic = wall + offset + (clock.monotonic() - monotonic);
  return byWall >= record.expiresAt && byMonotonic >= record.expiresAt;
}
