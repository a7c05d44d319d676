import type { OptionSpec } from './command.ts';

/** The options of every command. They may stand before it or after it. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '--profile <name>',
    description: 'the profile of the session (default: see `profiles`)',
    env: 'TURBOSMTP_PROFILE',
  },
  {
    flags: '--base-url <url>',
    description: 'the base URL of the service (default: the live one)',
    env: 'TURBOSMTP_BASE_URL',
  },
  { flags: '--timeout <seconds>', description: 'the longest time for a call (default: 30)' },
  { flags: '--json', description: 'print one JSON object on standard output, and nothing else' },
];
