import type { CallRef } from '../call/call.ts';
import type { SessionRecord } from '../records/key-store.ts';
import type { SessionParts } from './parts.ts';

/** Looks into the store again and again, until another client has put a session there that serves. */
export async function lookForSession(
  { clock, store }: Pick<SessionParts, 'clock' | 'store'>,
  ref: CallRef,
  adoptable: (record: SessionRecord) => boolean,
  wait: AbortSignal,
): Promise<SessionRecord> {
  // Milliseconds, at the most. A free lock costs no look. If many wait, their looks cost more than what they wait for. No
  // wait for a lock is so long that looks become too rare.
  for (let pause = 100; ; pause += 100) {
    await clock.sleep(Math.random() * pause, wait);
    // What fails here fails again for the next holder of the lock, and is reported there.
    const found = await store.get(ref, 'session').catch(() => undefined);
    if (found && adoptable(found)) return found;
  }
}
