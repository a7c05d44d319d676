import type { Call } from '../call/call.ts';
import { startDeadline } from '../transport/deadline.ts';
import type { SessionParts } from './parts.ts';
import type { Revocation } from './revocation.ts';
import type { KeySession } from './session.ts';
import type { LogoutResult } from './session-view.ts';

/**
 * Signs out here, and then revokes on the service what there is to revoke: the key of the session, or what was queued before.
 *
 * @throws {StorageError} if the session stays stored, also if its key was revoked.
 */
export async function logOut(
  { clock, events }: Pick<SessionParts, 'clock' | 'events'>,
  session: KeySession,
  revocation: Revocation,
  call: Call,
): Promise<LogoutResult> {
  const { keys, failure, revoked: forget } = await session.giveUp(call);
  events.emit('logout', null);
  const others = (await revocation.queued(call)).filter((key) => !keys.includes(key));
  if (keys.length === 0 && others.length === 0 && !failure) return { revoked: 'nothing' };
  // The client is signed out by now. If the service does not answer, the key is revoked later, and the call has not failed.
  const { remaining, signal } = call.deadline;
  const deadline = startDeadline(clock, remaining() - Math.min(500, remaining() / 10), signal);
  try {
    const revoked = keys.length > 0 && (await revocation.revoke(keys, call, deadline));
    // The stored session is still there. Its key may be alive; if it is dead, other clients still take it for signed in.
    if (revoked ? await forget() : failure) throw failure;
    const rest = (revoked || keys.length === 0) && (await revocation.revoke(others, call, deadline));
    return { revoked: revoked || rest ? 'now' : 'queued' };
  } finally {
    deadline.clear();
  }
}
