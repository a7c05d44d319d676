import type { CallRef } from '../call/call.ts';
import type { PendingRecord, SessionRecord } from '../records/key-store.ts';
import { inOne } from '../shared-work.ts';
import type { CurrentSession } from './current-session.ts';
import type { SessionParts } from './parts.ts';
import * as pendingLogin from './pending-login.ts';
import type { Revocation } from './revocation.ts';

/** What letting go of a key needs of the session. */
interface Ground {
  /** The session that may be used. */
  find(ref: CallRef): Promise<SessionRecord | null>;
  /** This session is over. */
  expired(record: SessionRecord): void;
  /** What the store keeps of logins that failed. */
  troubled(pending: PendingRecord | undefined): void;
}

/** Milliseconds after it was minted in which the refusal of a key counts as a failed login. */
const SOON = 60_000;

/** Lets go of a key that was refused, if it is still the current one. */
export function createLetGo(
  parts: SessionParts,
  revocation: Revocation,
  current: CurrentSession,
  ground: Ground,
): (key: string, ref: CallRef) => Promise<void> {
  const { store, time } = parts;

  /** A key that is refused soon after it was minted is like a login that failed. */
  const noteRefusal = async (ref: CallRef): Promise<void> => {
    const refusal = { code: 'invalid_authorization_key', status: 401 } as const;
    try {
      const found = await store.get(ref, 'pending');
      ground.troubled(await pendingLogin.note(parts, found, refusal, ref));
    } catch {
      // Without it the next login is made at once, as it would be for a key that was good for longer.
    }
  };

  const letGo = inOne(async (key: string, ref: CallRef): Promise<void> => {
    const record = await ground.find(ref);
    if (current.gone === key || (record && record.key !== key)) return;
    if (record) {
      current.gone = key;
      ground.expired(record);
    }
    const stored = await store.get(ref, 'session');
    const isStored = stored?.key === key;
    // A key that the store lost is queued as well. If it has another, a login replaced this one, which stays a stray.
    if (!isStored && (stored || !record)) return;
    current.gone = key;
    // The refusal may have been wrong: the key is queued before it is removed, and revoked later.
    if (await revocation.queue([key], ref)) return; // the session is the only place that has it
    current.settled([key]);
    if (!isStored) return;
    // Of all who hear of the refusal, one removes it.
    const removed = await store.remove(ref, 'session', stored.gen);
    if (removed && time.now() - stored.mintedAt < SOON) await noteRefusal(ref);
  });

  return async (key, ref) => {
    // Many hear of one refusal: all go on when the session is out of the store, or their logins would stumble over it.
    for (let turn = 0; turn === 0 || (turn === 1 && current.gone !== key); turn++) await letGo(key, ref);
  };
}
