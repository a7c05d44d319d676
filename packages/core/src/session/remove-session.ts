import type { CallRef } from '../call/call.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import type { CurrentSession } from './current-session.ts';
import type { SessionParts } from './parts.ts';
import * as pendingLogin from './pending-login.ts';
import type { Revocation } from './revocation.ts';

/** What a logout took out of the store. */
export interface Removed {
  readonly keys: readonly string[];
  /** Why the stored session could not be removed, or was not, since nothing else remembers its key. */
  readonly failure: TurboSMTPAuthError | undefined;
  /** Its keys are revoked: what is still stored of it goes as well. Answers whether it may still be stored. */
  revoked(): Promise<boolean>;
}

/** How often it looks again because a login replaced the session meanwhile. */
const LOOKS = 3;

/**
 * Takes the session out of the memory and out of the store, at a logout, and undoes the logins that are under way.
 */
export async function removeSession(
  parts: Pick<SessionParts, 'store' | 'time'>,
  revocation: Revocation,
  current: CurrentSession,
  ref: CallRef,
): Promise<Removed> {
  const { store } = parts;
  const own = current.giveUp();
  let failure: TurboSMTPAuthError | undefined;
  const note = (error: unknown): null => {
    failure = error as TurboSMTPAuthError; // a guarded store throws nothing else
    return null;
  };
  /** Whether the session itself may still be stored. */
  let stays = false;
  const noteStay = (error: unknown): null => {
    stays = true;
    return note(error);
  };
  const keys = new Set<string>();
  /** What is stored, once its keys are queued. */
  const look = async () => {
    // Marked before the session is looked for: a login of another client that stores one later finds the mark.
    const found = await store.get(ref, 'pending').catch(note);
    const pending = found && ((await pendingLogin.mark(parts, found, ref).catch(note)) ?? found);
    const stored = await store.get(ref, 'session').catch(noteStay);
    // Also one that was refused or dropped before: what is still stored may be the only place that has it.
    for (const key of [own?.key, stored?.key, ...current.strayed(stored), pending?.replaces])
      if (key !== undefined) keys.add(key);
    current.gone = stored?.key ?? own?.key ?? current.gone;
    current.giveUp(); // a call that began before may have read it again meanwhile
    // Queued before it is removed, so that a crash in between loses no key; not queued, it is the only place that has it.
    const unqueued = await revocation.queue([...keys], ref);
    if (!unqueued) current.settled([...keys]);
    return { pending, stored, unqueued };
  };
  /** Answers whether it is gone. A login may have put another in its place, and may put this one back. */
  const remove = async ({ pending, stored }: Awaited<ReturnType<typeof look>>): Promise<boolean> => {
    const removed = !stored || (await store.remove(ref, 'session', stored.gen).catch(noteStay));
    if (pending) await pendingLogin.release(parts, pending, ref).catch(() => undefined); // it stays, and is read again
    return removed !== false;
  };
  let seen = await look();
  for (let more = LOOKS; !seen.unqueued && !(await remove(seen)) && more > 0; more--) seen = await look();
  const { unqueued } = seen;
  return {
    keys: [...keys],
    failure: failure ?? unqueued,
    revoked: async () => {
      if (unqueued) await remove(seen);
      return stays;
    },
  };
}
