import type { Slot } from '@turbosmtp-auth/core';
import { invalidOption } from './invalid-option.ts';

const profileShape = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * The slot, unless its profile could end one part of a name and begin another.
 *
 * @throws {InvalidInputError} unless the profile is 1 to 64 of `A-Z a-z 0-9 . _ -`.
 */
export function checkedSlot(slot: Slot): Slot {
  if (typeof slot.profile !== 'string' || !profileShape.test(slot.profile))
    throw invalidOption('profile', 'invalid_profile');
  return slot;
}
