import type { CommandSpec } from '../command.ts';

export const api: CommandSpec = {
  name: 'api',
  summary: 'Call any other part of the API',
  description:
    'Sends one request with the API key or, with --consumer, with the saved consumer pair, and prints the answer byte for byte. On a terminal, JSON is indented and coloured, and control characters are escaped. The usual method is GET or, with --input, POST. The path is relative to the base URL, such as /analytics, or is a whole URL below it. No other URL gets a credential. If the service refuses, the command prints its answer too, and the exit code is not 0.',
  argument: {
    name: 'path',
    description: 'the path; before it, the method if that is not the usual one',
    words: true,
    usage: '[METHOD] <path>',
  },
  options: [
    { flags: '--input <file>', description: 'what to send: a file, or - for standard input' },
    {
      flags: '--query <name=value>',
      description: 'a query parameter, which the command encodes; can be repeated',
      many: true,
    },
    { flags: '--consumer', description: 'send the saved consumer pair instead of the API key' },
  ],
  input: 'with --input -, what to send',
  examples: [
    ['turbosmtp-auth api /analytics --query limit=10', 'Read'],
    ['turbosmtp-auth api DELETE /suppressions/7', 'Another method'],
    ['turbosmtp-auth api /mail/send --consumer --input mail.json', 'Send a mail'],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome'],
  run: async (invocation) => (await import('../api/run.ts')).runApi(invocation),
};
