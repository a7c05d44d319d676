import { checkText, invalidInput } from '@turbosmtp-auth/core';
import { denoHint } from './hints.ts';

/**
 * Checks a directory that an option names. What a shell or a URL parser would resolve, Deno takes for the name of a directory.
 *
 * @throws {InvalidInputError} for what is no text, for `~`, `~/…` and `file:…`, and for what no system takes for a path.
 */
export function checkDirectory(directory: string | undefined): void {
  checkText('directory', directory);
  if (/^(?:~(?:[\\/]|$)|file:)/i.test(directory ?? ''))
    throw invalidInput('directory', 'directory_not_resolved', denoHint('directory_not_resolved'));
  if (directory?.includes('\0')) throw invalidInput('directory', 'control_character');
}
