import type { CommandSpec } from '../command.ts';
import { Failure } from '../failures.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';

export const key: CommandSpec = {
  name: 'key',
  summary: 'Print the API key, for scripts',
  description:
    'Prints only the key, and only with --reveal, because others may see the screen. Without --reveal, the command ends with exit code 2 and prints nothing on standard output.',
  options: [{ flags: '--reveal', description: 'print the key itself' }],
  examples: [
    [
      "turbosmtp-auth key --reveal | sed 's/^/Authorization: /' | curl -H @- https://…",
      'Call the API from a shell; no process list shows the key',
    ],
  ],
  endings: ['signedOut', 'storage'],
  run: async (invocation) => {
    const { client, flags, signal } = invocation;
    const opened = await client();
    const session = await opened.session();
    if (!session)
      throw new Failure('signed_out', 'There is no API key.', 'Log in, and try again.', 'signedOut', 'login');
    // Not a result: a script that forgot the option would send a sentence for a key.
    if (!flags.reveal)
      throw new Failure(
        'usage',
        'The key is printed only with --reveal.',
        describeSession(session, await serviceTime(invocation)),
        'usage',
        'key --reveal',
      );
    const apiKey = await opened.apiKey({ signal });
    return { json: { ...viewSession(session), key: apiKey }, lines: [apiKey] };
  },
};
