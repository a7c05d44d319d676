import type { CallRef } from '../call/call.ts';
import { awake } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import { type TurboSMTPAuthError, UnauthorizedError } from '../errors/errors.ts';
import { logout } from '../operations/logout.ts';
import { type Deadline, startDeadline } from '../transport/deadline.ts';
import { newGeneration } from './generation.ts';
import type { SessionParts } from './parts.ts';

/** The keys that were signed out of here and are still to be revoked on the service. */
export interface Revocation {
  /** Remembers keys so that they outlive the process. Where the store will not have them it says why, and memory has them. */
  queue(keys: readonly string[], ref: CallRef): Promise<TurboSMTPAuthError | undefined>;
  /** What is queued, in the store and in memory. */
  queued(ref: CallRef): Promise<readonly string[]>;
  /** Revokes a key that was never in the store; it is queued only if that fails. */
  discard(key: string, ref: CallRef): Promise<void>;
  /** Revokes a key that was in the store: queued first, it is not lost if the process ends here. */
  retire(key: string, ref: CallRef, limit?: number): Promise<void>;
  /** Revokes these keys now, and answers whether all are; those that are not stay queued. */
  revoke(keys: readonly string[], ref: CallRef, deadline: Deadline): Promise<boolean>;
  /** A call begins: what is still queued is tried again in the background, seldom enough to cost nothing. */
  begin(ref: CallRef): void;
  /** A call is over. With the last of them, what goes on in the background soon is as well: it would keep the process alive. */
  end(): void;
  /** Nobody shall wait long any more for what the store remembers, or can. */
  close(): void;
}

/** A keychain holds no more. */
const LONGEST_QUEUE = 16;
const PAUSE = 30_000;
const LIMIT = 10_000;
/** Milliseconds that a client which is closed still waits for what another will try again. */
const GRACE = 1_000;
/** Milliseconds that a retry may go on when nothing else does. */
const IDLE = 300;

const fullHint =
  'Too many keys wait to be revoked: log out again once the service can be reached, which revokes them all.';

export function createRevocation({
  clock,
  store,
  perform,
  background,
}: Pick<SessionParts, 'clock' | 'store' | 'perform' | 'background'>): Revocation {
  /** What the store would not take. */
  let unsaved: string[] = [];
  let next = Number.NEGATIVE_INFINITY;
  /** Tries that failed, one after the other. The first is no reason to wait. */
  let failures = 0;
  let calls = 0;
  let closing = false;
  let hurried = false;
  const underWay = new Set<AbortController>();
  const idle = new AbortController();
  const retries = new Set<AbortController>();
  let nothingElse = new AbortController();

  /** Reads, changes and writes the queue, again when another process wrote in between. */
  const change = async (
    ref: CallRef,
    edit: (keys: readonly string[]) => readonly string[],
  ): Promise<void> => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = await store.get(ref, 'revocation');
      const keys = edit(before?.keys ?? []);
      if (keys.length > LONGEST_QUEUE) throw storageError('storage_full', { hint: fullHint });
      if (keys.length === 0) {
        if (!before || (await store.remove(ref, 'revocation', before.gen))) return;
      } else if (
        await store.set(ref, { v: 1, kind: 'revocation', gen: newGeneration(), keys }, before?.gen ?? null)
      )
        return;
    }
    throw storageError('storage_unavailable', { retryable: true });
  };

  const queue: Revocation['queue'] = async (keys, ref) => {
    if (keys.length === 0) return undefined;
    next = Math.min(next, clock.monotonic());
    return change(ref, (queued) => [...new Set([...queued, ...keys])]).then(
      () => undefined,
      (error: TurboSMTPAuthError) => {
        unsaved = [...new Set([...unsaved, ...keys])];
        return error; // a guarded store throws nothing else
      },
    );
  };

  const queued: Revocation['queued'] = async (ref) => {
    const stored = await store.get(ref, 'revocation').catch(() => null);
    return [...new Set([...(stored?.keys ?? []), ...unsaved])];
  };

  const forget = async (keys: readonly string[], ref: CallRef): Promise<void> => {
    unsaved = unsaved.filter((key) => !keys.includes(key));
    // Should this fail, they are revoked once more later, which does no harm.
    await change(ref, (all) => all.filter((key) => !keys.includes(key))).catch(() => undefined);
  };

  const revokeOne = (key: string, ref: CallRef, deadline: Deadline): Promise<boolean> =>
    perform(logout, {}, { call: ref, deadline, authorization: { authorization: key } }).then(
      () => true,
      (error) => error instanceof UnauthorizedError, // it is not valid any more, which is what was wanted
    );

  const revoke: Revocation['revoke'] = async (keys, ref, deadline) => {
    const done: string[] = [];
    for (const key of keys) if (await revokeOne(key, ref, deadline)) done.push(key);
    if (done.length > 0) await forget(done, ref);
    failures = done.length < keys.length ? failures + 1 : 0;
    if (failures > 0) next = clock.monotonic() + (failures > 1 ? PAUSE : 0);
    return failures === 0;
  };

  /** Gives work its time, and less of it once the client is closed. */
  const patiently = async <T>(
    limit: number,
    work: (deadline: Deadline) => Promise<T>,
    hurry = new AbortController(),
  ): Promise<T> => {
    const deadline = startDeadline(clock, hurried ? Math.min(limit, GRACE) : limit, hurry.signal);
    underWay.add(hurry);
    try {
      return await work(deadline);
    } finally {
      deadline.clear();
      underWay.delete(hurry);
      if (hurried && underWay.size === 0) idle.abort(awake);
    }
  };

  /** Hurries some work, unless it ends before. */
  const hurryIn = (ms: number, some: ReadonlySet<AbortController>, unless: AbortController): void =>
    void clock.sleep(ms, unless.signal).then(
      () => {
        for (const hurry of some) hurry.abort(awake);
      },
      () => undefined,
    );

  const retryAll = async (ref: CallRef): Promise<void> => {
    const keys = await queued(ref);
    if (keys.length === 0) return;
    const hurry = new AbortController();
    retries.add(hurry);
    watchIdle();
    try {
      await patiently(LIMIT, (deadline) => revoke(keys, ref, deadline), hurry);
    } finally {
      retries.delete(hurry);
      if (retries.size === 0) nothingElse.abort(awake);
    }
  };

  const watchIdle = (): void => {
    nothingElse.abort(awake);
    if (calls > 0 || closing || retries.size === 0) return;
    nothingElse = new AbortController();
    hurryIn(IDLE, retries, nothingElse);
  };

  return {
    queue,
    queued,
    revoke,
    retire: async (key, ref, limit = LIMIT) => {
      await queue([key], ref);
      await patiently(limit, (deadline) => revoke([key], ref, deadline));
    },
    discard: async (key, ref) => {
      if (!(await patiently(LIMIT, (deadline) => revokeOne(key, ref, deadline)))) await queue([key], ref);
    },
    begin: (ref) => {
      calls++;
      watchIdle();
      if (ref.operation === 'logout' || clock.monotonic() < next) return;
      next = unsaved.length > 0 ? clock.monotonic() + PAUSE : Number.POSITIVE_INFINITY;
      // A call of its own: it may outlive the one that it was begun for.
      background(retryAll({ id: `${ref.id}.revocation`, operation: 'logout' }));
    },
    end: () => {
      calls--;
      watchIdle();
    },
    close: () => {
      closing = true;
      nothingElse.abort(awake);
      // What only memory has ends with it, and is worth the wait.
      if (!store.persistent || unsaved.length > 0) return;
      hurried = true;
      if (underWay.size > 0) hurryIn(GRACE, underWay, idle);
    },
  };
}
