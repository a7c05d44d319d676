import type { ConsumerPair } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from '../../command.ts';
import { Failure } from '../../failures.ts';
import { permissionsOf } from './permissions.ts';
import { openSavedPair } from './saved-pair.ts';

export const rotateConsumerKey: CommandSpec = {
  name: 'rotate',
  summary: 'Replace the saved consumer pair with a new one like it',
  description:
    'Creates a pair with the same permissions, label and IP addresses, and saves it beside the old one. Tries the new pair, and only then deletes the old one. If the command stops, run it again: it continues where it stopped. A pair for SEND_SMTP alone cannot be tried over HTTP, so the old one stays valid unless you give --yes. The command refuses to run if TURBOSMTP_CONSUMER_KEY names the pair that it would delete.',
  options: [
    {
      flags: '--permissions <names>',
      description:
        'the permissions of the new pair (SEND_SMTP, SEND_API, APIS), if the service does not list those of the old one',
      many: true,
    },
    { flags: '--yes', description: 'delete the old pair even if the new one cannot be tried' },
  ],
  examples: [
    ['turbosmtp-auth consumer-keys rotate', 'From time to time, or after a secret has leaked'],
    [
      'turbosmtp-auth consumer-keys rotate --permissions SEND_API,APIS',
      'If the service lists no permissions',
    ],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, keyStore, profile, flags, signal } = invocation;
    const permissions = permissionsOf(flags.permissions);
    const saved = await openSavedPair(invocation);
    const before = await saved.read();
    const { rotateConsumerKey: rotate } = await import('@turbosmtp-auth/node');
    const pair = await unlessAborted(
      signal,
      rotate(await client(), {
        keyStore: await keyStore(),
        profile,
        ...(permissions && { permissions }),
        keepOldIfUntried: flags.yes !== true,
      }),
    ).catch(async (error) => {
      throw await toldOfPairs(error);
    });
    const old = before?.replaces?.key ?? before?.key ?? null;
    const kept = (await saved.read())?.replaces?.key ?? null;
    return {
      json: { key: pair.key, replaced: kept === null ? old : null, kept, profile },
      lines: [
        `The pair ${pair.key} is saved for profile ${profile}.`,
        ...(kept === null ? [`The previous pair, ${old}, was deleted.`] : []),
      ],
      notes: kept === null ? [] : [stillValid(invocation, kept)],
    };
  },
};

/** By its code alone, the refusal of a pair looks like that of the key: log in would be the wrong thing to say. */
async function toldOfPairs(error: unknown): Promise<unknown> {
  const { english, isTurboSMTPAuthError } = await import('@turbosmtp-auth/node');
  if (!isTurboSMTPAuthError(error)) return error;
  const { reason, hint } = error;
  if (reason === 'new_pair_refused' || reason === 'both_pairs_refused')
    return new Failure('consumer_refused', 'The service refused the new pair.', hint, 'refused', 'doctor');
  if (reason === 'pair_of_another_account')
    return new Failure('key_not_found', english.key_not_found[0], hint, 'refused', 'consumer-keys list');
  return error;
}

/** Wherever it stops, the next run goes on. */
async function unlessAborted(signal: AbortSignal, rotation: Promise<ConsumerPair>): Promise<ConsumerPair> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  rotation.catch(() => undefined);
  try {
    return await Promise.race([rotation, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    aborted.promise.catch(() => undefined);
  }
}

const stillValid = ({ follow }: Invocation, key: string): string =>
  `The new pair is for SMTP alone and cannot be tried over HTTP, so the previous pair, ${key}, is still valid. When you have sent mail with the new pair, finish the rotation, which deletes the old one: \`${follow('consumer-keys rotate --yes')}\`.`;
