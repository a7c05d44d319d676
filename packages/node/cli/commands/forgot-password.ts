import type { CommandSpec } from '../command.ts';
import { emailOption } from '../email-option.ts';

export const forgotPassword: CommandSpec = {
  name: 'forgot-password',
  asks: true,
  summary: 'E-mail a reset token',
  description: 'The token in the mail is for `turbosmtp-auth reset-password`. It is valid for one hour.',
  options: [emailOption],
  examples: [['turbosmtp-auth forgot-password --email ada@example.com', 'Request the mail']],
  endings: ['refused', 'noAnswer', 'unknownOutcome'],
  run: async ({ client, flags, follow, questions, signal }) => {
    const opened = await client();
    const email = await questions.text(flags.email, 'E-mail address', '--email');
    await opened.requestPasswordReset({ email }, { signal });
    return {
      json: { requested: true, email },
      lines: [
        `If ${email} is registered, a mail with a reset token is on its way. The token is valid for one hour.`,
      ],
      notes: [`Next: ${follow('reset-password')}`],
    };
  },
};
