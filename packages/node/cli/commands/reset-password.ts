import type { CommandSpec } from '../command.ts';

export const resetPassword: CommandSpec = {
  name: 'reset-password',
  summary: 'Set a new password with the token of a reset mail',
  description: 'Needs nobody signed in. The rules of a new password are shown while it is typed.',
  input: 'the reset token, then the new password, each on a line of its own',
  examples: [
    ['turbosmtp-auth reset-password', 'Be asked for the token and the new password'],
    ['printf \'%s\\n\' "$token" "$password" | turbosmtp-auth reset-password', 'From a script'],
  ],
  endings: ['refused', 'noAnswer', 'unknownOutcome'],
  run: async ({ client, follow, questions, signal }) => {
    const opened = await client();
    const [token, newPassword] = await questions.secrets([
      { name: 'the reset token', label: 'Reset token' },
      { name: 'the new password', label: 'New password', chosen: {} },
    ]);
    await opened.resetPassword({ token, newPassword }, { signal });
    return {
      json: { reset: true },
      lines: ['The password was reset.'],
      notes: [`Next: ${follow('login')}`],
    };
  },
};
