import { shellWord } from '../shell-word.ts';
import type { RecordPlace } from './record-place.ts';

/** How moving it away follows on the hint of the error, where that is a way out. */
const moving: Readonly<Partial<Record<string, string>>> = {
  storage_wrong_key: 'If that key is lost, move the records that it sealed, and log in again',
  storage_damaged: 'To move it',
};

/** What a person can do about a record that cannot be read. It is never written over, so it has to make way. */
export function wayOut(code: string, places: readonly RecordPlace[]): string {
  const names = places.map(({ name }) => name);
  const lead = moving[code];
  if (places.some(({ medium }) => medium === 'keychain'))
    return `With the keychain’s own program, remove these entries of turbosmtp-auth: ${names.join(', ')}`;
  return lead === undefined ? `It is ${names.join(', ')}.` : `${lead}: ${names.map(moveAway).join('; ')}`;
}

/** To a name that nothing has yet: what was moved away before may be as unread. */
function moveAway(file: string): string {
  const aside = `${file}.aside-${Date.now().toString(36)}`;
  return `${process.platform === 'win32' ? 'move' : 'mv'} ${shellWord(file)} ${shellWord(aside)}`;
}
