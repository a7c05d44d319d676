import type { Context, Origin } from '../client/context.ts';
import { UnauthorizedError } from '../errors/errors.ts';
import { logout } from '../operations/logout.ts';
import { type Deadline, startDeadline } from '../transport/deadline.ts';
import { newGeneration } from './generation.ts';

/** The keys that were signed out of here and are still to be revoked on the service. */
export interface Revocation {
  /** Remembers keys, in the store where it can, so that they outlive the process. */
  queue(keys: readonly string[], origin: Origin): Promise<void>;
  /** Revokes a key that was never in the store; it is queued only if that fails. */
  discard(key: string, origin: Origin): Promise<void>;
  /** Revokes these keys now, and answers whether all are; those that are not stay queued. */
  revoke(keys: readonly string[], origin: Origin, deadline: Deadline): Promise<boolean>;
  /** Tries again, in the background, what is still queued; seldom enough to cost nothing. */
  retry(origin: Origin): void;
}

/** Two-hour keys that nobody could revoke for so long are dead anyway; a keychain holds no more. */
const LONGEST_QUEUE = 16;
const PAUSE = 30_000;
const LIMIT = 10_000;

export function createRevocation(context: Context): Revocation {
  const { clock, store, perform, background } = context;
  /** What the store would not take. */
  let unsaved: string[] = [];
  let next = Number.NEGATIVE_INFINITY;

  /** Reads, changes and writes the queue, again when another process wrote in between. */
  const change = async (
    origin: Origin,
    edit: (keys: readonly string[]) => readonly string[],
  ): Promise<void> => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = await store.get(origin, 'revocation');
      const keys = edit(before?.keys ?? []).slice(-LONGEST_QUEUE);
      if (before && keys.length === 0) {
        if (await store.remove(origin, 'revocation', before.gen)) return;
      } else if (keys.length === 0) return;
      else if (
        await store.set(origin, { v: 1, kind: 'revocation', gen: newGeneration(), keys }, before?.gen ?? null)
      )
        return;
    }
  };

  const queue = async (keys: readonly string[], origin: Origin): Promise<void> => {
    if (keys.length === 0) return;
    next = Math.min(next, clock.monotonic() + PAUSE);
    await change(origin, (queued) => [...new Set([...queued, ...keys])]).catch(() => {
      unsaved = [...new Set([...unsaved, ...keys])].slice(-LONGEST_QUEUE);
    });
  };

  const forget = async (keys: readonly string[], origin: Origin): Promise<void> => {
    unsaved = unsaved.filter((key) => !keys.includes(key));
    // Should this fail, they are revoked once more later, which does no harm.
    await change(origin, (queued) => queued.filter((key) => !keys.includes(key))).catch(() => undefined);
  };

  const revokeOne = (key: string, origin: Origin, deadline: Deadline): Promise<boolean> =>
    perform(logout, {}, { origin, deadline, authorization: { authorization: key } }).then(
      () => true,
      (error) => error instanceof UnauthorizedError, // it is not valid any more, which is what was wanted
    );

  const revoke = async (keys: readonly string[], origin: Origin, deadline: Deadline): Promise<boolean> => {
    const done: string[] = [];
    for (const key of keys) if (await revokeOne(key, origin, deadline)) done.push(key);
    if (done.length > 0) await forget(done, origin);
    if (done.length < keys.length) next = clock.monotonic() + PAUSE;
    return done.length === keys.length;
  };

  const retryAll = async (origin: Origin): Promise<void> => {
    const stored = await store.get(origin, 'revocation').catch(() => null);
    const keys = [...new Set([...(stored?.keys ?? []), ...unsaved])];
    if (keys.length === 0) return;
    const deadline = startDeadline(clock, LIMIT);
    await revoke(keys, origin, deadline).finally(() => deadline.clear());
  };

  return {
    queue,
    revoke,
    discard: async (key, origin) => {
      const deadline = startDeadline(clock, LIMIT);
      const revoked = await revokeOne(key, origin, deadline).finally(() => deadline.clear());
      if (!revoked) await queue([key], origin);
    },
    retry: (origin) => {
      if (clock.monotonic() < next) return;
      next = unsaved.length > 0 ? clock.monotonic() + PAUSE : Number.POSITIVE_INFINITY;
      // A call of its own: it may outlive the one that it was begun for.
      background(retryAll({ id: `${origin.id}.revocation`, operation: 'logout' }));
    },
  };
}
