import type { CommandSpec } from '../command.ts';
import { Failure } from '../failures.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';

export const key: CommandSpec = {
  name: 'key',
  summary: 'Print the API key, for scripts',
  description:
    'Prints the key alone on a line, and only with --reveal: a key on the screen is a key that others can read. Without it, says who is signed in.',
  options: [{ flags: '--reveal', description: 'print the key itself' }],
  examples: [
    [
      "turbosmtp-auth key --reveal | sed 's/^/Authorization: /' | curl -H @- https://…",
      'Call the API from a shell, with the key in no process list',
    ],
  ],
  endings: ['signedOut', 'storage'],
  run: async (invocation) => {
    const { client, flags, follow, signal } = invocation;
    const opened = await client();
    const session = await opened.session();
    if (!session)
      throw new Failure('signed_out', 'There is no API key.', 'Log in, and try again.', 'signedOut', 'login');
    const view = viewSession(session);
    if (!flags.reveal)
      return {
        json: { ...view, revealed: false },
        lines: [describeSession(session, await serviceTime(invocation))],
        notes: [`\`${follow('key --reveal')}\` prints the key.`],
      };
    const apiKey = await opened.apiKey({ signal });
    return { json: { ...view, revealed: true, key: apiKey }, lines: [apiKey] };
  },
};
