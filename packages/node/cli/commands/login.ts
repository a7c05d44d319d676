import type { CommandSpec } from '../command.ts';
import { emailOption } from '../email-option.ts';
import { changeProfiles, withKnown } from '../profiles/profiles-file.ts';
import { endKilledRuns } from '../runs/killed-runs.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';

export const login: CommandSpec = {
  name: 'login',
  asks: true,
  apart: true, // what is left of a killed run is deleted with the new key
  summary: 'Sign in and keep the API key',
  description:
    'Exchanges e-mail and password for an API key. Keeps the key, not the password. If the profile already has a key, that key is revoked once the new one is stored.',
  options: [
    emailOption,
    { flags: '--no-expire', description: 'ask for a key that never expires, instead of one for 2 hours' },
  ],
  input: 'the password',
  examples: [
    ['turbosmtp-auth login --email ada@example.com', 'Type the password'],
    ['turbosmtp-auth login --email ada@example.com < password.txt', 'Read the password from a file'],
    [
      'turbosmtp-auth login --profile staging --no-expire',
      'A session that does not expire, under another name',
    ],
  ],
  endings: ['refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, flags, questions, signal } = invocation;
    const opened = await client();
    await opened.session(); // where no store can be used, nobody types a password for nothing
    const email = await questions.text(flags.email, 'E-mail address', '--email');
    const [password] = await questions.secrets([{ name: 'the password', label: 'Password' }]);
    const session = await opened.login({ email, password, noExpire: flags.expire === false }, { signal });
    await endKilledRuns(invocation);
    const { profile, env } = invocation;
    // For `profiles list` alone: a login that took place is one, whatever becomes of that file.
    await changeProfiles(env, (before) => withKnown(before, profile)).catch(() => undefined);
    return {
      json: { ...viewSession(session) },
      lines: [describeSession(session, await serviceTime(invocation))],
    };
  },
};
