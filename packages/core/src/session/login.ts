import type { CallRef, Transit } from '../call/call.ts';
import type { Credentials } from '../call/credentials.ts';
import type { LoginReason } from '../call/trace.ts';
import { errorOf, storageError } from '../errors/build.ts';
import { login } from '../operations/login.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { expiryOf } from './expiry.ts';
import type { Waiters } from './flight.ts';
import { newGeneration } from './generation.ts';
import type { SessionParts } from './parts.ts';
import type { Revocation } from './revocation.ts';

/** A login to make. */
export interface LoginPlan {
  readonly credentials: Credentials;
  readonly noExpire: boolean;
  readonly reason: LoginReason;
  readonly ref: CallRef;
  readonly transit: Transit;
}

type LoginParts = Pick<SessionParts, 'clock' | 'time' | 'store' | 'lock' | 'perform' | 'trace'>;

/** What the session lets a login ask and do. */
export interface LoginGround {
  /** Whether a stored session serves instead of a new one. */
  adoptable(record: SessionRecord): boolean;
  /** Whether a stored key may still be valid, so that it is to be revoked once another replaces it. */
  live(record: SessionRecord): boolean;
  /** Whether a logout or `close()` came after the login began. */
  overtaken(): boolean;
  /** The session is stored: it is the current one from here on. */
  commit(record: SessionRecord): void;
  /** The session is taken back, if it was committed. */
  rollBack(record: SessionRecord): void;
}

/** The longest wait for the lock, in milliseconds. It only spares logins: correctness comes from the store's generations. */
const LOCK_LIMIT = 10_000;
/** How long a login that has its key may take to revoke the one before. */
const RETIRE_LIMIT = 3_000;

const overtakenHint =
  'Another login or a logout finished first, so this login was undone; log in again if it is still wanted.';

/**
 * Logs in as a transaction: the store is proven writable before a key is minted, and a key that is not kept (saving
 * failed, the caller left, a logout or another login was first) is revoked. Afterwards every key that exists on the
 * service is in the store, in the queue of those to be revoked, or is the one the answer to which was lost.
 */
export async function logIn(
  parts: LoginParts,
  revocation: Revocation,
  plan: LoginPlan,
  ground: LoginGround,
  waiters: Waiters,
): Promise<SessionRecord> {
  const { clock, store, lock, trace } = parts;
  const { ref, reason } = plan;
  return lock(
    async () => {
      const before = await store.get(ref, 'session');
      // Whoever held the lock before may have done what is asked.
      if (before && reason !== 'asked' && ground.adoptable(before)) return before;
      const pending = await proveWritable(parts, ref);
      try {
        const start = clock.monotonic();
        const record = await mint(parts, plan, waiters);
        trace(ref, { type: 'login', reason, ms: clock.monotonic() - start });
        return await keep(parts, revocation, plan, ground, waiters, { before, pending, record });
      } catch (error) {
        await store.remove(ref, 'pending', pending).catch(() => undefined);
        throw error;
      }
    },
    {
      timeout: Math.min(LOCK_LIMIT, waiters.wire.remaining() / 2),
      signal: waiters.waiting,
      report: (waited, held) => trace(ref, { type: 'lock', waited, held }),
    },
  );
}

/**
 * Writes the pending record and reads it back; a store that lies about either is no place for a key. Where logins are
 * made without a lock, another's record may lie there by then: one that changes was written as well.
 */
async function proveWritable(
  { store, time }: Pick<SessionParts, 'store' | 'time'>,
  ref: CallRef,
): Promise<string> {
  let before: string | undefined;
  for (let attempt = 0; attempt < 3; attempt++) {
    const gen = newGeneration();
    if (!(await store.set(ref, { v: 1, kind: 'pending', gen, startedAt: time.now() }))) break;
    const found = (await store.get(ref, 'pending'))?.gen;
    if (found === gen || (attempt > 0 && found !== undefined && found !== before)) return gen;
    before = found;
  }
  throw storageError('storage_unavailable');
}

async function mint(
  { clock, time, perform }: Pick<SessionParts, 'clock' | 'time' | 'perform'>,
  plan: LoginPlan,
  waiters: Waiters,
): Promise<SessionRecord> {
  const { credentials, noExpire, ref, transit } = plan;
  waiters.waiting.throwIfAborted();
  const sentAt = clock.now();
  const { auth } = await perform(
    login,
    { ...credentials, noExpire },
    { call: ref, transit, deadline: waiters.wire },
  );
  const mintedAt = sentAt + time.offset;
  return {
    v: 1,
    kind: 'session',
    gen: newGeneration(),
    key: auth,
    account: credentials.email,
    mintedAt,
    expiresAt: expiryOf(mintedAt, noExpire),
    clockOffset: time.offset,
  };
}

/** Stores a minted key, or revokes it, puts back what was there, and says why. */
async function keep(
  { store }: Pick<SessionParts, 'store'>,
  revocation: Revocation,
  { ref }: LoginPlan,
  ground: LoginGround,
  waiters: Waiters,
  { before, pending, record }: { before: SessionRecord | null; pending: string; record: SessionRecord },
): Promise<SessionRecord> {
  const unwanted = (): boolean => waiters.abandoned() || ground.overtaken();
  const overtaken = (): Error => errorOf('signed_out', { operation: 'login', hint: overtakenHint });
  const undo = async (old: SessionRecord | null): Promise<void> => {
    ground.rollBack(record);
    // Only what this login wrote is replaced: the generations say so.
    const put = (next: SessionRecord | null, over: string): Promise<boolean> =>
      (next ? store.set(ref, next, over) : store.remove(ref, 'session', over)).catch(() => false);
    await put(ground.overtaken() ? null : old, record.gen);
    if (old && ground.overtaken()) {
      // The logout came while the old session was out of sight.
      await put(null, old.gen);
      await revocation.retire(old.key, ref);
    }
    await revocation.discard(record.key, ref);
  };

  if (unwanted()) {
    await revocation.discard(record.key, ref);
    throw overtaken();
  }
  let written: boolean;
  let kept: boolean;
  try {
    written = await store.set(ref, record, before?.gen ?? null);
    // Read back: where the medium cannot compare and write in one step, another login may have come in between.
    kept = written && (await store.get(ref, 'session'))?.gen === record.gen;
  } catch (error) {
    await undo(before); // it may have been written all the same
    throw error;
  }
  const replaced = before && before.key !== record.key && ground.live(before) ? before : null;
  if (!kept) {
    if (written && replaced) await revocation.retire(replaced.key, ref); // it is in no store any more
    await revocation.discard(record.key, ref);
    const winner = await store.get(ref, 'session');
    if (!winner || !ground.adoptable(winner)) throw overtaken();
    await store.remove(ref, 'pending', pending).catch(() => undefined);
    return winner;
  }
  if (unwanted()) {
    await undo(before);
    throw overtaken();
  }
  ground.commit(record);
  await store.remove(ref, 'pending', pending).catch(() => undefined);
  if (replaced) {
    if (unwanted()) {
      await undo(before);
      throw overtaken();
    }
    // Nobody else would revoke the old key later. Should that take long it stays queued: who logs in waits for a key.
    await revocation.retire(replaced.key, ref, Math.min(RETIRE_LIMIT, waiters.wire.remaining() / 2));
  }
  if (unwanted()) {
    await undo(null);
    throw overtaken();
  }
  return record;
}
