import type { CommandSpec } from '../command.ts';
import { permissionOption } from '../permission-option.ts';

export const exec: CommandSpec = {
  name: 'exec',
  summary: 'Run a command with the key in its environment',
  description:
    'The command gets the key as TURBOSMTP_AUTH_KEY. With --consumer, it gets the saved pair instead, as TURBOSMTP_CONSUMER_KEY and TURBOSMTP_CONSUMER_SECRET. With --ephemeral, exec makes a pair for this run alone, which may do only what --permission says. It deletes the pair when the command ends. If exec itself is killed, the next command with this profile deletes the pair. No secret is in the arguments of the command. exec passes signals on to the command, and ends with its exit code. On a terminal, Ctrl-C goes to the command directly. If the key has less than ten minutes left, exec asks for the password. Without a terminal to ask on, it ends with exit code 3.',
  argument: {
    name: 'command',
    description: 'the command and its arguments, after --',
    words: true,
    usage: '-- <command...>',
    afterDashes: true,
  },
  options: [
    { flags: '--consumer', description: 'give the command the saved consumer pair instead of the API key' },
    {
      flags: '--ephemeral',
      description: 'give the command a pair that is made for this run and deleted after it',
    },
    {
      ...permissionOption,
      description: 'with --ephemeral: what that pair may do; can be repeated',
    },
  ],
  examples: [
    [
      'turbosmtp-auth exec -- sh -c \'printf "Authorization: %s" "$TURBOSMTP_AUTH_KEY" | curl -H @- https://…\'',
      'Call the API with curl; no process list shows the key',
    ],
    ['turbosmtp-auth exec --consumer -- node send.js', 'Run a program that sends mail'],
    [
      'turbosmtp-auth exec --ephemeral --permission SEND_API -- node send.js',
      'The same, with a pair for this run alone',
    ],
  ],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage', 'unknownOutcome', 'notRunnable', 'notFound'],
  run: async (invocation) => (await import('../exec/run.ts')).runExec(invocation),
};
