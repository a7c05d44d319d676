import type { CommandSpec } from '../command.ts';

export const resetPassword: CommandSpec = {
  name: 'reset-password',
  asks: true,
  summary: 'Set a new password with the token of a reset mail',
  description: 'You do not need to be signed in. The rules of a new password are shown while you type it.',
  input: 'the reset token, then the new password, each on its own line',
  examples: [
    ['turbosmtp-auth reset-password', 'Type the token and the new password'],
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
