import type { CommandSpec } from '../../command.ts';
import { openSavedPair, readIfPossible, unreadable, unreadableNote } from './saved-pair.ts';

export const deleteConsumerKey: CommandSpec = {
  name: 'delete',
  summary: 'Delete a consumer pair',
  description:
    'The pair is refused from then on, wherever it is used. If it is the one that is saved here, it is forgotten.',
  argument: { name: 'key', description: 'the key of the pair, as the list has it; never the secret' },
  examples: [['turbosmtp-auth consumer-keys delete 0123456789abcdef', 'End that pair']],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, argument: key, signal } = invocation;
    await (await client()).deleteConsumerKey({ key }, { signal });
    const saved = await openSavedPair(invocation);
    const record = await readIfPossible(saved);
    const forgotten = record !== unreadable && record?.key === key && (await saved.remove(record));
    return {
      json: { deleted: key, forgotten },
      lines: [`The pair ${key} was deleted${forgotten ? ', and is no longer saved here' : ''}.`],
      ...(record === unreadable && { notes: [unreadableNote] }),
    };
  },
};
