import type { Clock } from '../clock.ts';
import type { LockHost } from './lock-host.ts';
import type { FoundOwner } from './owner.ts';

/** How often a holder gives a sign of life, in milliseconds. */
export const HEARTBEAT = 500;

/**
 * How long a holder may give no sign of life, in milliseconds. A holder that is known to run is stopped or busy, and may
 * come back. Nothing is known of any other, nor of a thread of this process.
 */
const silenceAllowed = { running: 8000, unknown: 2000 };

/** The most that one look can add to a silence: a witness that was stopped itself heard nothing meanwhile. */
const ATTENTION = 2 * HEARTBEAT;

/** Owners that a witness keeps in mind: the holder, and those who claim to end its lock. */
const REMEMBERED = 16;

/** Watches owners, to know which of them are gone. */
export interface Witness {
  /** Whether an owner will not come back, or has been silent for so long that others need not wait for it. */
  isGone(owner: FoundOwner): Promise<boolean>;
}

/**
 * This process measures the silence on its own monotonic clock. The wall clocks of two machines differ, and one may be set
 * meanwhile.
 */
export function createWitness(host: LockHost, clock: Clock): Witness {
  const seen = new Map<string, { modified: number | null; at: number; silent: number }>();

  function silenceOf({ token, modified }: FoundOwner): number {
    const at = clock.monotonic();
    const before = seen.get(token);
    // A platform that knows no time of change cannot tell silence.
    const same = before && modified !== null && before.modified === modified;
    const silent = same ? before.silent + Math.min(at - before.at, ATTENTION) : 0;
    seen.delete(token);
    seen.set(token, { modified, at, silent });
    for (const oldest of seen.keys()) if (seen.size > REMEMBERED) seen.delete(oldest);
    return silent;
  }

  return {
    isGone: async (owner) => {
      const life = await lifeOf(owner, host);
      return life === 'ended' || silenceOf(owner) >= silenceAllowed[life];
    },
  };
}

/** What the system says of an owner's process. */
export async function lifeOf(
  { pid, scope, started }: FoundOwner,
  host: LockHost,
): Promise<'running' | 'ended' | 'unknown'> {
  if (pid === null || scope === null || scope !== (await host.scope())) return 'unknown';
  const facts = await host.process(pid);
  if (!facts) return 'unknown';
  const another = started !== null && facts.started !== null && facts.started !== started;
  if (!facts.running || another) return 'ended';
  // A thread of this very process may have ended, though the process goes on.
  return pid === host.pid ? 'unknown' : 'running';
}
