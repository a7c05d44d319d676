import { invalidInput } from '../errors/build.ts';

const shape = /^[A-Za-z0-9._-]{1,64}$/;

// Windows opens these devices with any extension, in any case and in any directory.
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Names that are dangerous wherever a store uses them as a property or a path. */
const reserved = ['__proto__', '.', '..'];

/**
 * Refuses a profile name that could be something else on some medium: a path, a device, a prototype.
 *
 * @throws {InvalidInputError} unless it is 1 to 64 of `A-Z a-z 0-9 . _ -`, does not end in a dot, and is neither a
 * Windows device (`CON`, `nul.txt`, …) nor `__proto__`.
 * @example
 * ```ts
 * import { checkProfile } from '@turbosmtp-auth/core';
 *
 * checkProfile('staging'); // throws if it is invalid
 * ```
 */
export function checkProfile(profile: string): void {
  const valid =
    typeof profile === 'string' &&
    shape.test(profile) &&
    !profile.endsWith('.') && // Windows drops trailing dots: `a.` would be `a`
    !device.test(profile) &&
    !reserved.includes(profile);
  if (!valid) throw invalidInput('profile', 'invalid_profile');
}
