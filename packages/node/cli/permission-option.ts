import type { OptionSpec } from './command.ts';

/** Of the commands that create a consumer pair. */
export const permissionOption: OptionSpec = {
  flags: '--permission <name>',
  description: 'what the pair may be used for; can be repeated',
  choices: ['SEND_SMTP', 'SEND_API', 'APIS'],
  many: true,
};
