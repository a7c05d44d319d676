import { orAbort } from '../abort.ts';
import { type Clock, startTimer } from '../clock.ts';
import { shareWork } from '../shared-work.ts';
import type { Deadline } from '../transport/deadline.ts';

/** A login under way, and those who wait for it. */
export interface Flight<T> {
  /**
   * Waits for the result, no longer than the caller's own deadline allows. Rejects with `orphaned` once the call that began
   * the flight is gone.
   */
  join(deadline: Deadline): Promise<T>;
  /** Whether every caller left: what it mints is revoked, so no caller may join any more. */
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
  /** How the last of them left. */
  let left: { readonly reason: unknown; readonly limit: number } | undefined;
  let stopGrace: (() => void) | undefined;

  /** Ends the waits if everybody left. */
  const goOnAlone = (): void => {
    if (!left || waiting.signal.aborted) return;
    const { reason, limit } = left;
    waiting.abort(reason);
    // It goes on detached, to learn which key it minted and revoke that: once more for as long as the call had.
    stopGrace = startTimer(clock, limit, () => wire.abort(reason));
  };

  // Not before the first caller joined: a flight without a caller is an abandoned one.
  const result = Promise.resolve().then(() =>
    work({
      abandoned: () => left !== undefined,
      waiting: waiting.signal,
      wire: {
        signal: wire.signal,
        waits: waiting.signal,
        timedOut: () => false,
        limit: Number.POSITIVE_INFINITY,
        remaining: () => {
          let most = 0;
          for (const deadline of joined) most = Math.max(most, deadline.remaining());
          return most;
        },
        clear: () => undefined,
      },
    }),
  );
  const land = (): void => stopGrace?.();
  const shared = shareWork(result, goOnAlone);

  const leave = (deadline: Deadline): void => {
    joined.delete(deadline);
    if (joined.size > 0 || shared.over()) return;
    left ??= { reason: deadline.signal.reason, limit: deadline.limit };
    try {
      goOnAlone();
    } catch {
      // Another request of a worker began it, and a signal of that cannot be used here: it notices at its next beat.
    }
  };

  return {
    settled: result.then(land, land),
    abandoned: () => left !== undefined,
    join: async (deadline) => {
      joined.add(deadline);
      try {
        return await orAbort(shared.wait(), deadline.signal);
      } finally {
        if (deadline.signal.aborted) leave(deadline);
      }
    },
  };
}
