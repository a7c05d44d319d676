import type { Clock } from '../clock.ts';
import { lifeOf } from './liveness.ts';
import { findOwner, type LockPlace } from './place.ts';

/** From when on a file of an owner of whom nothing is known is old, in milliseconds. */
const OLD = 60_000;

/** Removes what killed processes left of a lock. Only its holder may. */
export async function sweepLock(place: LockPlace, clock: Clock): Promise<void> {
  const { host, directory, name, self } = place;
  for (const entry of await host.files.list(directory)) {
    if (!entry.startsWith(`${name}.`) || entry.startsWith(`${name}.${self.token}.`)) continue;
    // Claims to the locks of earlier owners: they have no effect any more.
    const isOver =
      entry.endsWith('.claim') || (entry.endsWith('.owner') && (await isLeft(place, entry, clock)));
    if (isOver) await host.files.remove(host.files.join(directory, entry));
  }
}

async function isLeft(place: LockPlace, entry: string, clock: Clock): Promise<boolean> {
  const owner = await findOwner(place, place.host.files.join(place.directory, entry));
  if (!owner) return false;
  const life = await lifeOf(owner, place.host);
  // By the wall clock, which may be wrong: an owner whose file is gone makes it anew.
  const isOld = owner.modified !== null && clock.now() - owner.modified > OLD;
  return life === 'ended' || (life === 'unknown' && isOld);
}
