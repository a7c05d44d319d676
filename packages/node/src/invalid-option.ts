import { english, InvalidInputError } from '@turbosmtp-auth/core';

/** The error for an option of this package that cannot be. It names the option and never shows its value. */
export function invalidOption(path: string, code: string): InvalidInputError {
  const [message, hint] = english.invalid_input;
  return new InvalidInputError({ code: 'invalid_input', message, hint, issues: [{ path, code }] });
}
