import type { CallRef } from '../call/call.ts';
import { errorOf, storageError } from '../errors/build.ts';
import type { PendingRecord, SessionRecord } from '../records/key-store.ts';
import type { Waiters } from './flight.ts';
import type { LoginGround, LoginParts, LoginPlan, Minted, Opened } from './login-parts.ts';
import * as pendingLogin from './pending-login.ts';
import type { Revocation } from './revocation.ts';
import { sameAccount } from './same-account.ts';

/** How long a login that has its key may take to revoke the one before. */
const RETIRE_LIMIT = 3_000;
/** How often a session is stored again because others took away what was there. */
const WRITES = 3;

/** Stores a minted key, or revokes it, puts back what was there, and says why. */
export async function keepKey(
  parts: LoginParts,
  revocation: Revocation,
  { ref }: LoginPlan,
  ground: LoginGround,
  waiters: Waiters,
  { before, pending, found, held, record, sentAt }: Opened & Minted,
): Promise<SessionRecord> {
  const { store } = parts;
  /** What it replaces in the store. */
  let over = before;
  /** What is put back if it is undone: not what another client, or this one, is letting go of. */
  let old = before;
  /** Whether another client logged out. */
  let loggedOut = false;
  const isOvertaken = (): boolean => loggedOut || ground.overtaken();
  const unwanted = (): boolean => waiters.abandoned() || isOvertaken();
  // The service knows this login: what failed before it counts no more, once the service accepts the key as well.
  const { failures, replaces } = pending;
  const ended = (): Promise<void> =>
    endRecord(
      parts,
      revocation,
      { pending, found, held },
      failures === undefined ? {} : { failures },
      ground,
      ref,
    ).catch(() => undefined); // it stays, and the next login handles it
  const undo = async (): Promise<void> => {
    ground.rollBack(record);
    // Queued before it is taken out of the store. Only what this login wrote is replaced: the generations say so.
    const unqueued = await revocation.queue([record.key], ref);
    const revoked = unqueued !== undefined && (await revocation.retire([record.key], ref));
    if (unqueued && !revoked) return ended(); // the stored session, if it was written, is the only place that has it
    ground.settled([record.key]);
    const put = (next: SessionRecord | null, over: string): Promise<boolean> =>
      (next ? store.set(ref, next, over) : store.remove(ref, 'session', over)).catch(() => false);
    const lost: string[] = [];
    const isFree = old && !isOvertaken() && !(await revocation.queued(ref)).includes(old.key);
    const back = isFree ? old : null;
    await put(back, record.gen);
    if (back && isOvertaken()) {
      // The logout came while the old session was out of sight.
      if (!(await revocation.queue([back.key], ref))) await put(null, back.gen);
      lost.push(back.key);
    }
    await ended();
    await revocation.retire(revoked ? lost : [record.key, ...lost], ref);
  };

  if (unwanted()) {
    await revocation.queue([record.key], ref);
    await ended();
    await revocation.retire([record.key], ref);
    throw pendingLogin.overtaken();
  }
  const marked = async (): Promise<boolean> =>
    pendingLogin.isOvertaken(pending, await store.get(ref, 'pending'));
  /** Whether the service refused this key to another client, which dropped the key and noted that in the store. */
  const refused = async (): Promise<boolean> =>
    !ground.live(record) ||
    (await revocation.queued(ref)).includes(record.key) ||
    pendingLogin.tellsRefusal(pending, await store.get(ref, 'pending'));
  /** Whether another session is stored, which serves. */
  let isInTheWay = false;
  const write = async (): Promise<boolean> => {
    for (let writes = 0; writes < WRITES; writes++) {
      const done = await store.set(ref, record, over?.gen ?? null);
      // Read back: where the medium cannot compare and write in one step, another login may have come in between.
      const now = await store.get(ref, 'session');
      // Also if the store says that it did not write: a medium that sends a write again after a lost answer meets its own.
      if (now?.gen === record.gen) return true;
      isInTheWay = now !== null && ground.live(now);
      if (isInTheWay || (await marked())) return false;
      // It is for the next call to hear of that as well. A store that lies about what it wrote is another matter.
      if (done && !now) return refused();
      // Another client let go of what was there, or put back what serves no client. A logout would have left its mark.
      if (now && !ground.dead(now) && (await revocation.queue([now.key], ref))) return false;
      over = now;
      old = null;
    }
    return false;
  };
  let kept: boolean;
  try {
    kept = await write();
    loggedOut = kept && (await marked());
  } catch (error) {
    await undo(); // it may have been written all the same
    throw error;
  }
  if (!kept) {
    await revocation.queue([record.key], ref);
    const winner = await store.get(ref, 'session');
    // It may have been of a login that was undone.
    const isGone = isInTheWay && !winner && !isOvertaken() && !(await marked());
    await ended();
    await revocation.retire([record.key], ref);
    if (winner && ground.adoptable(winner)) return winner;
    if (winner && ground.live(winner) && !sameAccount(winner.account, record.account))
      throw errorOf('account_mismatch', { operation: ref.operation });
    if (isGone) throw storageError('storage_unavailable', { retryable: true });
    throw pendingLogin.overtaken();
  }
  if (unwanted()) {
    await undo();
    throw pendingLogin.overtaken();
  }
  ground.commit(record, sentAt, before);
  old = null; // from here on, any client may revoke it
  const unqueued = replaces !== undefined && (await revocation.queue([replaces], ref));
  if (!unqueued) await ended();
  if (unwanted()) {
    await undo();
    throw pendingLogin.overtaken();
  }
  if (replaces !== undefined) {
    // No other client would revoke the old key later. If that takes long, it stays queued: the caller waits for a key.
    const limit = Math.min(RETIRE_LIMIT, waiters.wire.remaining() / 2);
    const revoked = await revocation.retire([replaces], ref, limit);
    if (unqueued && revoked) await ended();
  }
  if (unwanted()) {
    await undo();
    throw pendingLogin.overtaken();
  }
  return record;
}

/**
 * Ends the pending record, unless the key that it names is in no other place and cannot be put there. If a lock was lost or
 * is missing, it may have written over the record of a login under way. That record is left if that login is about to
 * replace the same key.
 */
export async function endRecord(
  parts: LoginParts,
  revocation: Revocation,
  { pending, found, held }: Pick<Opened, 'pending' | 'found' | 'held'>,
  backOff: Pick<PendingRecord, 'failures' | 'until' | 'code' | 'status'>,
  ground: LoginGround,
  ref: CallRef,
): Promise<void> {
  const { replaces } = pending;
  let left = pendingLogin.remainder(found, held, parts.time);
  if (replaces !== undefined) {
    const session = await parts.store.get(ref, 'session');
    await pendingLogin.settle(pending, session, revocation, ref);
    if (session?.key === replaces && found?.replaces === replaces) left = found;
  }
  ground.troubled(await pendingLogin.close(parts, pending, backOff, ref, left), true);
}
