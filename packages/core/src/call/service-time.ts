import type { Clock } from '../clock.ts';
import { parseHttpDate } from '../transport/retry-after.ts';

/** The service's clock, as far as its `Date` headers tell; until one was seen, the local clock. */
export interface ServiceTime {
  /** Milliseconds to add to the local clock. */
  readonly offset: number;
  /** How many answers agree on that: none, one, or more. */
  readonly told: 0 | 1 | 2;
  now(): number;
  /** Learns from an answer to a request that was sent at `sentAt` on the monotonic clock, which no one sets meanwhile. */
  observe(date: string | null, sentAt: number): void;
  /** Takes an offset that was stored, unless an answer has already told. */
  adopt(offset: number): void;
}

/** Milliseconds that the service's clock may seem to move between two answers without being doubted. */
const JUMP = 5 * 60_000;
/** No answer of the service was written before this, or is after that. */
const earliest = Date.UTC(2020, 0);
const latest = Date.UTC(2100, 0);

export function createServiceTime(clock: Clock): ServiceTime {
  let offset = 0;
  let told: 0 | 1 | 2 = 0;
  /** The service's clock at the last answer that was believed, less the monotonic clock. */
  let base: number | undefined;
  /** What the last answer said, if that was doubted. A second answer that agrees is believed. */
  let doubted: number | undefined;
  const near = (some: number, other: number): boolean => Math.abs(some - other) <= JUMP;
  /** The offset, if the local clock was set since then and the service's was not. */
  const moved = (): number | undefined => base && base + clock.monotonic() - clock.now();
  return {
    get offset() {
      return offset;
    },
    get told() {
      return told;
    },
    now: () => clock.now() + offset,
    observe: (date, sentAt) => {
      const time = parseHttpDate(date);
      if (time === null || time < earliest || time >= latest) return;
      // The header was cut to the second, and written at some time between sending and now: take the middle of both.
      const seen = Math.round(time + 500 + (clock.monotonic() - sentAt) / 2 - clock.now());
      if (
        base !== undefined &&
        ![offset, moved(), doubted].some((other) => near(seen, other ?? Number.NaN))
      ) {
        doubted = seen;
        return;
      }
      doubted = undefined;
      told = base === undefined ? 1 : 2;
      offset = seen;
      base = clock.now() + seen - clock.monotonic();
    },
    adopt: (stored) => {
      if (base === undefined) offset = stored;
    },
  };
}
