import type { CommandSpec } from '../../command.ts';
import { Failure, usage } from '../../failures.ts';
import { tryPair } from '../../try-pair.ts';
import { permissionsOf } from './permissions.ts';
import { alreadySaved, openSavedPair } from './saved-pair.ts';

export const saveConsumerKey: CommandSpec = {
  name: 'save',
  asks: true,
  summary: 'Save an existing consumer pair, for example one from the website',
  description:
    'Tries the pair first: a pair that the service refuses is not saved. You do not need to be signed in. The website calls a consumer pair "API key".',
  argument: { name: 'key', description: 'the key of the pair; never the secret' },
  options: [
    { flags: '--label <text>', description: 'the name of the pair' },
    {
      flags: '--permissions <names>',
      description:
        'the permissions of the pair: SEND_SMTP, SEND_API, APIS (default: tries APIS and SEND_API)',
      many: true,
    },
    { flags: '--replace', description: 'replace the pair that is saved' },
  ],
  input: 'the secret of the pair',
  examples: [
    ['turbosmtp-auth consumer-keys save 0123456789abcdef', 'Type the secret'],
    ['printf \'%s\\n\' "$secret" | turbosmtp-auth consumer-keys save 0123456789abcdef', 'From a script'],
  ],
  endings: ['refused', 'noAnswer', 'storage'],
  run: async (invocation) => {
    const { argument: key, flags, profile, questions } = invocation;
    const { label, replace = false } = flags;
    const permissions = permissionsOf(flags.permissions);
    if (!travels(key)) throw usage('This is not the key of a pair.', 'Copy it again, without spaces.');
    const saved = await openSavedPair(invocation);
    const over = await saved.read();
    if (over && !replace) throw alreadySaved(profile);
    const [secret] = await questions.secrets([{ name: 'the secret of the pair', label: 'Secret' }]);
    if (!travels(secret)) throw usage('This is not the secret of a pair.', 'Copy it again, without spaces.');
    const trial = await tryPair(invocation, { key, secret }, permissions);
    if (trial === 'refused') throw refused;
    if (!(await saved.write({ key, secret }, label, over))) throw alreadySaved(profile);
    return {
      json: { key, label: label ?? null, tried: trial === 'accepted', replaced: over?.key ?? null, profile },
      lines: [`The pair ${key} is saved for profile ${profile}.`],
      notes:
        trial === 'untried'
          ? ['The pair was not tried: a pair for SEND_SMTP alone cannot be tried over HTTP.']
          : [],
    };
  },
};

/** Whether it can be in a header, as both halves of a pair must. */
const travels = (text: string): boolean => /^[\x21-\x7e]{1,4096}$/.test(text);

const refused = new Failure(
  'consumer_refused',
  'The service refuses this pair, so it was not saved.',
  'Check the key and the secret, and whether the pair may be used from the IP address of this machine. If the pair is for SEND_SMTP alone, give --permissions SEND_SMTP.',
  'refused',
);
