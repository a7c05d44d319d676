import type { OptionSpec } from './command.ts';

/** Of the commands that are about an account. */
export const emailOption: OptionSpec = {
  flags: '--email <address>',
  description: 'the e-mail address of the account',
  env: 'TURBOSMTP_EMAIL',
};
