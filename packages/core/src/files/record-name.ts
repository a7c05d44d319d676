import type { Slot } from '../records/key-store.ts';
import { slotDigest } from '../records/slot-digest.ts';

/**
 * The name of a slot's file: readable, and with a hash of all that tells the slot from others, which also keeps
 * `Default` and `default` apart where the file system does not.
 */
export async function recordName(slot: Slot): Promise<string> {
  return `${slot.profile}.${slot.kind}.${await slotDigest(slot)}.jwe`;
}
