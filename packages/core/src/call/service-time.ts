import type { Clock } from '../clock.ts';
import { parseHttpDate } from '../transport/retry-after.ts';

/** The service's clock, as far as its `Date` headers tell; until one was seen, the local clock. */
export interface ServiceTime {
  /** Milliseconds to add to the local clock. */
  readonly offset: number;
  now(): number;
  /** Learns from an answer to a request that was sent at `sentAt` on the local clock. */
  observe(date: string | null, sentAt: number): void;
  /** Takes an offset that was stored, unless an answer has already told. */
  adopt(offset: number): void;
}

export function createServiceTime(clock: Clock): ServiceTime {
  let offset = 0;
  let observed = false;
  return {
    get offset() {
      return offset;
    },
    now: () => clock.now() + offset,
    observe: (date, sentAt) => {
      const time = parseHttpDate(date);
      if (time === null) return;
      // The header was cut to the second, and written at some time between sending and now: take the middle of both.
      offset = Math.round(time + 500 - (sentAt + clock.now()) / 2);
      observed = true;
    },
    adopt: (stored) => {
      if (!observed) offset = stored;
    },
  };
}
