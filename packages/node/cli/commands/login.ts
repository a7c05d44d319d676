import type { CommandSpec } from '../command.ts';
import { emailOption } from '../email-option.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';

export const login: CommandSpec = {
  name: 'login',
  summary: 'Sign in and keep the API key',
  description:
    'Trades e-mail and password for an API key and keeps the key, not the password. A key that is already kept for the profile is revoked once the new one is stored.',
  options: [
    emailOption,
    { flags: '--no-expire', description: 'ask for a key that never expires, instead of one for 2 hours' },
  ],
  input: 'the password',
  examples: [
    ['turbosmtp-auth login --email ada@example.com', 'Be asked for the password'],
    ['turbosmtp-auth login --email ada@example.com < password.txt', 'Read the password from a file'],
    ['turbosmtp-auth login --profile staging --no-expire', 'A session of another name, that stays'],
  ],
  endings: ['refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => {
    const { client, flags, questions, signal } = invocation;
    const opened = await client();
    await opened.session(); // where no store can be used, nobody types a password for nothing
    const email = await questions.text(flags.email, 'E-mail address', '--email');
    const [password] = await questions.secrets([{ name: 'the password', label: 'Password' }]);
    const session = await opened.login({ email, password, noExpire: flags.expire === false }, { signal });
    return {
      json: { ...viewSession(session) },
      lines: [describeSession(session, await serviceTime(invocation))],
    };
  },
};
