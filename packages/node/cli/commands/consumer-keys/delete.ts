import type { CommandSpec, Invocation } from '../../command.ts';
import { openSavedPair, readIfPossible, unreadable, unreadableNote } from './saved-pair.ts';

export const deleteConsumerKey: CommandSpec = {
  name: 'delete',
  summary: 'Delete a consumer pair',
  description:
    'A deleted pair is refused everywhere. If the pair is saved here, the saved copy is removed, even if the service no longer knows the pair.',
  argument: { name: 'key', description: 'the key of the pair, as `list` shows it; never the secret' },
  examples: [['turbosmtp-auth consumer-keys delete 0123456789abcdef', 'Delete that pair']],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, argument: key, signal } = invocation;
    try {
      await (await client()).deleteConsumerKey({ key }, { signal });
    } catch (error) {
      throw await forgetUnknown(invocation, key, error);
    }
    const { forgotten, notes } = await forget(invocation, key);
    return {
      json: { deleted: key, forgotten },
      lines: [`The pair ${key} was deleted${forgotten ? ', and is no longer saved here' : ''}.`],
      notes,
    };
  },
};

/** The failure, and what became of what is saved of a pair that is gone: an earlier answer was lost, or it was deleted elsewhere. */
async function forgetUnknown(invocation: Invocation, key: string, error: unknown): Promise<unknown> {
  const { NotFoundError } = await import('@turbosmtp-auth/node');
  if (!(error instanceof NotFoundError) || error.code !== 'key_not_found') return error;
  const { forgotten, notes } = await forget(invocation, key);
  const [hint] = forgotten ? [forgottenNow] : notes;
  if (hint === undefined) return error;
  const { code, message, operation, status, serverCode } = error;
  return new NotFoundError({ code, message, hint, operation, status, serverCode });
}

const forgottenNow =
  'The saved copy of the pair was removed. If the pair belongs to an account other than the one signed in, it is still valid.';

interface Forgetting {
  /** Null where that is not known. */
  readonly forgotten: boolean | null;
  readonly notes: readonly string[];
}

/** Forgets the pair if it is the one that is saved. By then it is gone: what fails here is told, and fails nothing. */
async function forget(invocation: Invocation, key: string): Promise<Forgetting> {
  const saved = await openSavedPair(invocation);
  const record = await readIfPossible(saved);
  if (record === unreadable) return { forgotten: null, notes: [unreadableNote(invocation)] };
  if (record?.key !== key) return { forgotten: false, notes: [] };
  return saved.remove(record).then(
    (forgotten) => ({ forgotten, notes: [] }),
    () => ({ forgotten: false, notes: [notRemoved(invocation)] }),
  );
}

const notRemoved = ({ follow }: Invocation): string =>
  `The saved copy of the pair could not be removed. To save a new pair in its place: \`${follow('consumer-keys create --save --replace --permission SEND_API')}\` (or SEND_SMTP, or APIS).`;
