import type { Client, PasswordChangeOutcome } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation, Outcome } from '../command.ts';
import { emailOption } from '../email-option.ts';
import type { Ending } from '../exit-codes.ts';
import { Failure, usage } from '../failures.ts';
import { shellWord } from '../shell-word.ts';

const settled: Readonly<
  Record<Exclude<PasswordChangeOutcome, 'unknown'>, readonly [line: string, ending: Ending]>
> = {
  changed: ['The password was changed: the new one is valid.', 'done'],
  unchanged: ['The password was not changed: the current one is still valid.', 'refused'],
};

export const changePassword: CommandSpec = {
  name: 'change-password',
  asks: true,
  summary: 'Change the password of the account that is signed in',
  description:
    'The rules of a new password are shown while you type it. If the answer of the service is lost, the password may or may not have been changed. Before you change it again, run the command with --settle. It tries to log in with the new password, then with the current one, and revokes the key that it gets.',
  options: [
    { flags: '--settle', description: 'change nothing, and find out which of the two passwords is valid' },
    {
      ...emailOption,
      description: 'with --settle: the account (default: the one that is signed in)',
    },
  ],
  input: 'the current password, then the new password, each on its own line',
  examples: [
    ['turbosmtp-auth change-password', 'Type both passwords'],
    ['printf \'%s\\n\' "$old" "$new" | turbosmtp-auth change-password', 'From a script'],
    [
      'printf \'%s\\n\' "$old" "$new" | turbosmtp-auth change-password --settle',
      'After exit code 7. Ends with 0 if the password was changed, with 4 if not, with 7 if that is still unknown',
    ],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, flags, typed, questions, signal } = invocation;
    // It would change the password of another account than the one that was named.
    if (typed.email !== undefined && !flags.settle)
      throw usage(
        '--email is for --settle only.',
        'Leave --email out: the command changes the password of the account that is signed in. `turbosmtp-auth status` shows that account.',
      );
    const opened = await client();
    const session = await opened.session();
    if (flags.settle) {
      // The variable is there for other commands as well: it does not speak louder than who is signed in.
      const named = typed.email ?? session?.account ?? flags.email;
      const email = await questions.text(named, 'E-mail address', '--email');
      return settle(opened, invocation, email, await askBoth(invocation));
    }
    if (!session)
      throw new Failure(
        'signed_out',
        'No account is signed in.',
        'Log in, and try again.',
        'signedOut',
        'login',
      );
    const passwords = await askBoth(invocation);
    try {
      await opened.changePassword(passwords, { signal });
    } catch (error) {
      const { code } = Object(error) as { code?: unknown }; // the library's errors have one
      if (code !== 'outcome_unknown' || signal.aborted) throw error;
      const question = 'The answer of the service was lost. Find out now which password is valid?';
      // However that is left or fails, what there is to tell is still that nobody knows.
      const wanted = await questions.confirm(question).catch(() => false);
      if (!wanted) throw error;
      return settle(opened, invocation, session.account, passwords).catch(() => {
        throw error;
      });
    }
    return {
      json: { outcome: 'changed', account: session.account },
      lines: [`The password of ${session.account} was changed.`],
    };
  },
};

interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}

async function askBoth({ flags, questions }: Invocation): Promise<Passwords> {
  const [currentPassword, newPassword] = await questions.secrets([
    { name: 'the current password', label: flags.settle ? 'Password before the change' : 'Current password' },
    // To settle, it is one that was chosen already.
    flags.settle
      ? { name: 'the new password', label: 'Password after the change' }
      : { name: 'the new password', label: 'New password', chosen: { not: 0 } },
  ]);
  return { currentPassword, newPassword };
}

async function settle(
  client: Client,
  invocation: Invocation,
  email: string,
  passwords: Passwords,
): Promise<Outcome> {
  const { signal } = invocation;
  const outcome = await client.settlePasswordChange({ email, ...passwords }, { signal });
  if (outcome === 'unknown') return stillUnknown(invocation, email);
  const [line, ending] = settled[outcome];
  return { json: { outcome, account: email }, lines: [line], ending };
}

/** What to do depends on whether the service refused both passwords, or could not be asked. */
function stillUnknown({ follow, refusedLogins, typed }: Invocation, email: string): Outcome {
  const of = typed.email === undefined ? '' : ` --email ${shellWord(typed.email)}`;
  const [line, advice, words] =
    refusedLogins() < 2
      ? [
          'It is still unknown which password is valid: the service gave no reliable answer.',
          'Check again later, before you change the password again.',
          `change-password --settle${of}`,
        ]
      : [
          'It is still unknown which password is valid: the service accepted neither.',
          'Check both passwords. If both are right, reset the password.',
          `forgot-password${of}`,
        ];
  const next = follow(words);
  return {
    json: { outcome: 'unknown', account: email, next },
    lines: [line],
    notes: [advice, `Next: ${next}`],
    ending: 'unknownOutcome',
  };
}
