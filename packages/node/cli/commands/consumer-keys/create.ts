import type { Client, ConsumerPair, ConsumerPermission, ConsumerRecord } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from '../../command.ts';
import type { Ending } from '../../exit-codes.ts';
import { Failure, usage } from '../../failures.ts';
import { alreadySaved, openSavedPair, type SavedPair } from './saved-pair.ts';

export const createConsumerKey: CommandSpec = {
  name: 'create',
  summary: 'Create a consumer pair',
  description:
    'The service shows the secret only once, so choose where it goes. --save puts the pair into the key store, for the profile. --reveal prints it. You can give both.',
  options: [
    {
      flags: '--permission <name>',
      description: 'what the pair may be used for; can be repeated',
      choices: ['SEND_SMTP', 'SEND_API', 'APIS'],
      many: true,
    },
    { flags: '--label <text>', description: 'a name for the pair, which lists show' },
    {
      flags: '--ip <address>',
      description: 'an IP address that may use the pair; can be repeated (default: any)',
      many: true,
    },
    { flags: '--save', description: 'put the pair into the key store' },
    { flags: '--replace', description: 'with --save: replace the pair that is saved' },
    { flags: '--reveal', description: 'print the secret' },
  ],
  examples: [
    [
      'turbosmtp-auth consumer-keys create --permission SEND_API --label mailer --save',
      'Save it for programs',
    ],
    [
      'turbosmtp-auth consumer-keys create --permission APIS --label ci --reveal --json',
      'Print it for a script',
    ],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, flags, profile, signal } = invocation;
    const { save = false, reveal = false, replace = false, label, permission = [], ip } = flags;
    if (permission.length === 0) throw usage('--permission is needed.', 'Give SEND_SMTP, SEND_API or APIS.');
    if (!save && !reveal)
      throw usage(
        'The service shows the secret only once: without one of these options, it would be lost.',
        'Give --save to keep it, or --reveal to print it.',
      );
    if (replace && !save) throw usage('--replace is for --save only.', 'Add --save, or leave --replace out.');
    const opened = await client();
    const place = save ? await prepare(invocation) : undefined;
    const pair = await opened.createConsumerKey(
      {
        permissions: permission as ConsumerPermission[], // the parser takes no others
        ...(label !== undefined && { label }),
        ...(ip !== undefined && { ips: ip }),
      },
      { signal },
    );
    if (place) await keep(opened, place, pair, label, profile);
    return {
      json: {
        key: pair.key,
        ...(reveal && { secret: pair.secret }),
        label: label ?? null,
        permissions: permission,
        ips: ip ?? [],
        saved: save,
        replaced: place?.over?.key ?? null,
        profile,
      },
      lines: [`Key:    ${pair.key}`, ...(reveal ? [`Secret: ${pair.secret}`] : [])],
      notes: [
        ...(save ? [`The pair is saved for profile ${profile}.`] : []),
        ...(place?.over ? [stillValid(invocation, place.over)] : []),
      ],
      ...(!save && { undelivered: () => takeBack(opened, pair, notPrinted, 'unexpected') }),
    };
  },
};

/** Only who knows that no program uses it any more can end it. */
const stillValid = ({ follow }: Invocation, { key }: ConsumerRecord): string =>
  `The previous pair, ${key}, is still valid. To delete it: \`${follow(`consumer-keys delete ${key}`)}\`.`;

interface Place {
  readonly saved: SavedPair;
  readonly over: ConsumerRecord | null;
}

/** All that can be known to fail does so before there is a secret to lose. */
async function prepare(invocation: Invocation): Promise<Place> {
  const saved = await openSavedPair(invocation);
  const over = await saved.read();
  if (over && !invocation.flags.replace) throw alreadySaved(invocation.profile);
  await saved.proveWritable();
  return { saved, over };
}

/** Saves the pair or, where that fails after all, deletes it: a pair whose secret nobody has is of no use. */
async function keep(
  client: Client,
  { saved, over }: Place,
  pair: ConsumerPair,
  label: string | undefined,
  profile: string,
): Promise<void> {
  try {
    if (await saved.write(pair, label, over)) return;
    throw alreadySaved(profile);
  } catch (error) {
    throw await takeBack(client, pair, error, 'storage');
  }
}

const notPrinted = new Failure(
  'unexpected',
  'The secret could not be printed, so the new pair was deleted.',
  'Check where standard output goes, or use --save.',
  'unexpected',
);

/** Deletes a pair whose secret nobody has, and answers what there is to say of it. */
async function takeBack<E>(
  client: Client,
  { key }: ConsumerPair,
  why: E,
  ending: Ending,
): Promise<E | Failure> {
  return client.deleteConsumerKey({ key }).then(
    () => why,
    () =>
      new Failure(
        'consumer_lost',
        `The pair ${key} was created, but its secret was lost, and deleting the pair failed.`,
        'Delete the pair: its secret is lost, but it stays valid.',
        ending,
        `consumer-keys delete ${key}`,
      ),
  );
}
