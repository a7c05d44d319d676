import { checkProfile, type Slot, slotKinds } from '@turbosmtp-auth/core';

/**
 * Text in lower-case letters, digits and hyphens, everything else as `_` and two hexadecimal digits for each byte. So it
 * is the same name for every driver: no separator, no dots, nothing that a disk folds with another or takes for a device.
 */
const escaped = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[a-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
  }).join('');

const unescaped = (text: string): string => decodeURIComponent(text.replaceAll('_', '%'));

/**
 * The name of a slot's item.
 *
 * @throws {InvalidInputError} where the profile is not one.
 */
export function itemName({ origin, profile, kind }: Slot): string {
  checkProfile(profile);
  return [kind, profile, origin].map(escaped).join('.');
}

/** The slot whose item has this name; `null` where the item is somebody else's. */
export function slotOfItem(name: string): Slot | null {
  const [kind, profile, origin, ...more] = name.split('.');
  const known = slotKinds.find((each) => each === kind);
  if (!known || !profile || !origin || more.length > 0) return null;
  try {
    const slot = { origin: unescaped(origin), profile: unescaped(profile), kind: known };
    return itemName(slot) === name ? slot : null;
  } catch {
    return null; // not our escapes
  }
}
