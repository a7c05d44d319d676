import { orAbort } from '../abort.ts';
import type { CallRef } from '../call/call.ts';
import { awake } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import { clientHint } from '../errors/client-hints.ts';
import { type TurboSMTPAuthError, UnauthorizedError } from '../errors/errors.ts';
import { logout } from '../operations/logout.ts';
import type { RevocationRecord } from '../records/key-store.ts';
import { orphaned, type SharedWork, shareWork } from '../shared-work.ts';
import { type Deadline, startDeadline } from '../transport/deadline.ts';
import { newGeneration } from './generation.ts';
import type { SessionParts } from './parts.ts';

/** The keys that were signed out of here and are still to be revoked on the service. */
export interface Revocation {
  /**
   * Remembers keys so that they outlive the process. If the store does not take them, this returns why, and memory has them.
   */
  queue(keys: readonly string[], ref: CallRef): Promise<TurboSMTPAuthError | undefined>;
  /** What is queued, in the store and in memory. */
  queued(ref: CallRef): Promise<readonly string[]>;
  /** Proves that the store can be written, before a key is made that may have to be queued. */
  prove(ref: CallRef): Promise<void>;
  /** Revokes keys, and answers whether all are: queued first, they are not lost if the program ends here. */
  retire(keys: readonly string[], ref: CallRef, limit?: number): Promise<boolean>;
  /** Revokes these keys now, and answers whether all are; those that are not stay queued. */
  revoke(keys: readonly string[], ref: CallRef, deadline: Deadline): Promise<boolean>;
  /** A call begins: what is still queued is tried again in the background, seldom enough to cost nothing. */
  begin(ref: CallRef): void;
  /** A call is over. With the last of them, what goes on in the background soon is as well: it would keep the process alive. */
  end(): void;
  /** From now on no call waits long for what the store remembers, or can remember. */
  close(): void;
  /** Tries once more to revoke what only memory has, or what a store has that ends with it. */
  lastTry(): Promise<void>;
}

/** A keychain holds no more. */
const LONGEST_QUEUE = 16;
/** How often the queue is written again because another process wrote in between. */
const ATTEMPTS = 5;
const PAUSE = 30_000;
const LIMIT = 10_000;
/** Milliseconds that a client which is closed still waits for what another will try again. */
const GRACE = 1_000;
/** Milliseconds that a client which is closed has for keys that only its memory has. */
const LAST = 3_000;
/** Milliseconds that a retry may go on when nothing else does. */
const IDLE = 300;

export function createRevocation({
  clock,
  store,
  perform,
  background,
}: Pick<SessionParts, 'clock' | 'store' | 'perform' | 'background'>): Revocation {
  /** What the store would not take. */
  let unsaved: string[] = [];
  /** Whether this client queued anything. */
  let used = false;
  /** Keys that are being sent: another call for the same key waits for that first. */
  const underWay = new Map<string, { readonly shared: SharedWork<boolean>; readonly deadline: Deadline }>();
  /** The last that were revoked: a call that read the queue before still has them. */
  let revoked: readonly string[] = [];
  /** Tries under way. */
  const tries = new Set<SharedWork<unknown>>();
  let next = Number.NEGATIVE_INFINITY;
  /** Tries that failed, one after the other. The first is no reason to wait. */
  let failures = 0;
  let calls = 0;
  /** Since when there has been no call, on the monotonic clock. */
  let idleSince = Number.POSITIVE_INFINITY;
  let closing = false;
  /** When what is under way ends, since the client is closed. */
  let end = Number.POSITIVE_INFINITY;

  /** Reads, changes and writes the queue, again when another process wrote in between. */
  const change = async (
    ref: CallRef,
    edit: (keys: readonly string[]) => readonly string[],
  ): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await store.get(ref, 'revocation');
      const keys = edit(before?.keys ?? []);
      if (before && same(keys, before.keys)) return;
      if (keys.length > LONGEST_QUEUE) throw queueFull();
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
    used = true;
    next = Math.min(next, clock.monotonic());
    const failure = await change(ref, (all) => [...new Set([...all, ...keys])]).then(
      () => undefined,
      (error: TurboSMTPAuthError) => error, // a guarded store throws nothing else
    );
    // A store may say that it wrote what it did not. What another client revoked meanwhile is missing too, which does no harm.
    const stored = failure ? null : await store.get(ref, 'revocation').catch(() => null);
    unsaved = [...new Set([...unsaved, ...keys.filter((key) => !stored?.keys.includes(key))])];
    return failure;
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

  /** @param again Whether to try also if another has just failed to. */
  const revokeOne = async (
    key: string,
    ref: CallRef,
    deadline: Deadline,
    again: boolean,
  ): Promise<boolean> => {
    if (revoked.includes(key)) return true;
    const other = underWay.get(key);
    let told: boolean | undefined;
    // After its deadline no call works on it any more, even if it ended in the middle, with its request of a worker.
    if (other && other.deadline.remaining() > 0)
      told = await orAbort(other.shared.wait(), deadline.signal).catch(gone);
    if (told === true || (told === false && !again)) return told;
    const work = perform(
      logout,
      {},
      {
        call: ref,
        deadline,
        authorization: { authorization: key },
      },
    ).then(
      () => true,
      // It is not valid any more, which is what was wanted. No other refusal proves that.
      (error) => error instanceof UnauthorizedError && error.code === 'invalid_authorization_key',
    );
    const own = { shared: shareWork(work), deadline };
    underWay.set(key, own);
    try {
      const done = await work;
      if (done) revoked = [...revoked, key].slice(-LONGEST_QUEUE);
      return done;
    } finally {
      if (underWay.get(key) === own) underWay.delete(key);
    }
  };

  const revokeAll = async (
    keys: readonly string[],
    ref: CallRef,
    deadline: Deadline,
    again: boolean,
  ): Promise<boolean> => {
    const done: string[] = [];
    for (const key of keys) if (await revokeOne(key, ref, deadline, again)) done.push(key);
    if (done.length > 0) await forget(done, ref);
    failures = done.length < keys.length ? failures + 1 : 0;
    if (failures > 0) next = clock.monotonic() + (failures > 1 ? PAUSE : 0);
    return failures === 0;
  };

  const revoke: Revocation['revoke'] = (keys, ref, deadline) => revokeAll(keys, ref, deadline, true);

  /** Gives work its time, and less of it once the client is closed, or once there is a reason not to wait. */
  const patiently = async <T>(
    limit: number,
    work: (deadline: Deadline) => Promise<T>,
    isIdle = () => false,
  ): Promise<T> => {
    const hurry = new AbortController();
    const deadline = startDeadline(clock, limit, hurry.signal);
    const working = work(deadline);
    // It looks for itself: the call that closes the client, or is the last one, may be of another request of a worker.
    const shared = shareWork(working, () => {
      if (clock.monotonic() >= end || isIdle()) hurry.abort(awake);
    });
    tries.add(shared);
    try {
      return await working;
    } finally {
      tries.delete(shared);
      deadline.clear();
    }
  };

  const nothingElse = (): boolean => calls === 0 && !closing && clock.monotonic() - idleSince >= IDLE;

  const retryAll = async (ref: CallRef): Promise<void> => {
    const planned = next;
    const keys = await queued(ref);
    if (keys.length > 0)
      await patiently(LIMIT, (deadline) => revokeAll(keys, ref, deadline, false), nothingElse);
    else if (next === planned) next = Number.POSITIVE_INFINITY; // nothing is left, and nothing came meanwhile
  };

  const lastTry = async (): Promise<void> => {
    await Promise.allSettled(Array.from(tries, (each) => each.wait()));
    if (!used) return;
    const ref: CallRef = { id: 'close', operation: 'logout' };
    const keys = store.persistent ? unsaved : await queued(ref);
    if (keys.length > 0) await patiently(LAST, (deadline) => revoke(keys, ref, deadline));
  };

  return {
    queue,
    queued,
    revoke,
    prove: async (ref) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const before = await store.get(ref, 'revocation');
        const { keys } = before ?? { keys: [] };
        if (keys.length >= LONGEST_QUEUE) throw queueFull();
        const proof: RevocationRecord = { v: 1, kind: 'revocation', gen: newGeneration(), keys };
        const written = await store.set(ref, proof, before?.gen ?? null);
        const back = await store.get(ref, 'revocation');
        if (back?.gen === before?.gen) continue; // it was not written, or the store lies
        if (written && keys.length === 0) await store.remove(ref, 'revocation', proof.gen);
        return;
      }
      throw storageError('storage_unavailable', { retryable: true });
    },
    retire: async (keys, ref, limit = LIMIT) => {
      await queue(keys, ref);
      return patiently(closing ? Math.min(limit, LAST) : limit, (deadline) => revoke(keys, ref, deadline));
    },
    begin: (ref) => {
      calls++;
      if (ref.operation === 'logout' || clock.monotonic() < next) return;
      next = clock.monotonic() + PAUSE; // also if it ends in the middle, with its request of a worker
      // A call of its own: it may outlive the one that it was begun for.
      background(retryAll({ id: `${ref.id}.revocation`, operation: 'logout', context: ref.context }));
    },
    end: () => {
      calls--;
      idleSince = clock.monotonic();
    },
    close: () => {
      closing = true;
      if (store.persistent && unsaved.length === 0) end = clock.monotonic() + GRACE;
    },
    lastTry,
  };
}

const queueFull = (): TurboSMTPAuthError => storageError('storage_full', clientHint('revocation_queue_full'));

/** What is known of work whose end is unknown: nothing, or that no answer came in time. */
const gone = (error: unknown): false | undefined => (error === orphaned ? undefined : false);

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((key, index) => key === others[index]);
