import type { Witness } from './liveness.ts';
import { claimPath, findOwner, type LockPlace, lockPath, take } from './place.ts';

/**
 * Ends the lock of an owner, who may be oneself; answers whether it is gone.
 *
 * The lock's name is the same for all, so one who looked at it and then removes it may remove another's that came in
 * between. Therefore only one process may remove the lock of a given owner. It is the first to put down a claim, under a
 * name that no later lock shares. If that one is killed before it is done, the right goes to the second, and so on. Claims
 * are removed when the lock is gone. A claim put down after that finds another lock, or none, and does nothing.
 */
export async function endLock(place: LockPlace, token: string, witness: Witness): Promise<boolean> {
  for (let number = 1; ; number++) {
    const claim = claimPath(place, token, number);
    if (await take(place, claim)) return endClaimed(place, token, number);
    const claimant = await findOwner(place, claim);
    if (!claimant || !(await witness.isGone(claimant))) return false;
  }
}

async function endClaimed(place: LockPlace, token: string, claims: number): Promise<boolean> {
  const { files } = place.host;
  try {
    await removeIfOwned(place, token);
  } finally {
    for (let number = claims; number > 0; number--)
      await files.remove(claimPath(place, token, number)).catch(() => {}); // swept up by the next holder
  }
  return true;
}

/** Removes the lock if it is still this owner's. Without a claim this may, once in a blue moon, remove another's. */
export async function removeIfOwned(place: LockPlace, token: string): Promise<void> {
  const path = lockPath(place);
  if ((await findOwner(place, path))?.token === token) await place.host.files.remove(path);
}
