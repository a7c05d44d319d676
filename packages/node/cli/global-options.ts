import type { OptionSpec } from './command.ts';

/** The options of every command. They may stand before it or after it. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '--profile <name>',
    description: 'which of several sessions (default: "default")',
    env: 'TURBOSMTP_PROFILE',
  },
  {
    flags: '--base-url <url>',
    description: 'the service to talk to (default: the live one)',
    env: 'TURBOSMTP_BASE_URL',
  },
  { flags: '--timeout <seconds>', description: 'how long the service may take (default: 30)' },
  { flags: '--json', description: 'print one JSON object on standard output, and nothing else' },
];
