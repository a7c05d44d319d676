import type { Slot } from '../records/key-store.ts';
import { slotDigest } from '../records/slot-digest.ts';

/**
 * The name of a slot's file. It is readable, and has a hash of all that tells the slot from others. The hash also keeps
 * `Default` and `default` apart if the file system does not.
 */
export async function recordName(slot: Slot): Promise<string> {
  return `${slot.profile}.${slot.kind}.${await slotDigest(slot)}.jwe`;
}
