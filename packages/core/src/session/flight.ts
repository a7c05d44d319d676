import { orAbort } from '../abort.ts';
import { awake, type Clock } from '../clock.ts';
import type { Deadline } from '../transport/deadline.ts';

/** How long a login that nobody waits for any more may still take, to learn which key it minted and revoke that. */
const DETACHED = 10_000;

/** A login under way, and those who wait for it. */
export interface Flight<T> {
  /** Waits for the result, no longer than the caller's own deadline allows. */
  join(deadline: Deadline): Promise<T>;
  /** Whether everybody left: what it mints is revoked, so nobody may join any more. */
  abandoned(): boolean;
  /** Settles when all is done, also after everybody left. */
  readonly settled: Promise<unknown>;
}

/** What the work of a flight may know of those who wait. */
export interface Waiters {
  /** Whether everybody left: what was minted is to be revoked. */
  abandoned(): boolean;
  /** Aborts when everybody left. For what may simply stop. */
  readonly waiting: AbortSignal;
  /** For the request, whose answer is wanted even when everybody left: it ends some time later. */
  readonly wire: Deadline;
}

/** Starts work that several callers may wait for, each with a deadline of its own. */
export function startFlight<T>(clock: Clock, work: (waiters: Waiters) => Promise<T>): Flight<T> {
  const joined = new Set<Deadline>();
  const waiting = new AbortController();
  const wire = new AbortController();
  const grace = new AbortController();

  const leave = (deadline: Deadline): void => {
    joined.delete(deadline);
    if (joined.size > 0 || grace.signal.aborted) return;
    waiting.abort(deadline.signal.reason);
    void clock.sleep(DETACHED, grace.signal).then(
      () => wire.abort(deadline.signal.reason),
      () => undefined,
    );
  };

  // Not before the first caller joined: a flight that nobody waits for is an abandoned one.
  const result = Promise.resolve().then(() =>
    work({
      abandoned: () => waiting.signal.aborted,
      waiting: waiting.signal,
      wire: {
        signal: wire.signal,
        waits: waiting.signal,
        timedOut: () => false,
        remaining: () => {
          let most = 0;
          for (const deadline of joined) most = Math.max(most, deadline.remaining());
          return most;
        },
        clear: () => undefined,
      },
    }),
  );
  const land = (): void => grace.abort(awake);
  return {
    settled: result.then(land, land),
    abandoned: () => waiting.signal.aborted,
    join: async (deadline) => {
      joined.add(deadline);
      try {
        return await orAbort(result, deadline.signal);
      } finally {
        if (deadline.signal.aborted) leave(deadline);
      }
    },
  };
}
