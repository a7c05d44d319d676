import type { Client, ConsumerPair, ConsumerPermission, ConsumerRecord } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from '../../command.ts';
import type { Ending } from '../../exit-codes.ts';
import { Failure, usage } from '../../failures.ts';
import { alreadySaved, openSavedPair, type SavedPair } from './saved-pair.ts';

export const createConsumerKey: CommandSpec = {
  name: 'create',
  summary: 'Create a consumer pair',
  description:
    'The service shows the secret this once. Say where it shall go: --save puts the pair into the key store, as the one of the profile; --reveal prints it. With both, it goes to both.',
  options: [
    {
      flags: '--permission <name>',
      description: 'what the pair may be used for; may be given several times',
      choices: ['SEND_SMTP', 'SEND_API', 'APIS'],
      many: true,
    },
    { flags: '--label <text>', description: 'what it is called in the list' },
    {
      flags: '--ip <address>',
      description: 'an address it may be used from; may be given several times (default: any)',
      many: true,
    },
    { flags: '--save', description: 'put the pair into the key store' },
    { flags: '--replace', description: 'with --save: in place of the pair that is there' },
    { flags: '--reveal', description: 'print the secret' },
  ],
  examples: [
    [
      'turbosmtp-auth consumer-keys create --permission SEND_API --label mailer --save',
      'Keep it for programs',
    ],
    [
      'turbosmtp-auth consumer-keys create --permission APIS --label ci --reveal --json',
      'Hand it to a script',
    ],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, flags, profile, signal } = invocation;
    const { save = false, reveal = false, replace = false, label, permission = [], ip } = flags;
    if (permission.length === 0) throw usage('--permission is needed.', 'Give SEND_SMTP, SEND_API or APIS.');
    if (!save && !reveal)
      throw usage(
        'The secret is shown this once, and would be lost.',
        'Say --save to keep it, or --reveal to print it.',
      );
    if (replace && !save)
      throw usage('--replace is for --save only.', 'Add --save to keep the pair in place of the one before.');
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
  `The pair before, ${key}, is still valid: \`${follow(`consumer-keys delete ${key}`)}\` ends it.`;

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
  'The secret could not be printed, so the pair was deleted again.',
  'See that standard output can be written to, or use --save.',
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
        `The pair ${key} was made, but its secret is lost, and it could not be deleted again.`,
        'Delete it: nobody can use it, and it stays valid.',
        ending,
        `consumer-keys delete ${key}`,
      ),
  );
}
