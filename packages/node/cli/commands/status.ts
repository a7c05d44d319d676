import type { CommandSpec } from '../command.ts';
import { describeSession, viewSession } from '../session-view.ts';

export const status: CommandSpec = {
  name: 'status',
  summary: 'Say who is signed in, until when, and where the key is kept',
  description:
    'Asks the key store only, never the service: `turbosmtp-auth doctor` finds out whether the key still works.',
  examples: [['turbosmtp-auth status > /dev/null || turbosmtp-auth login', 'Log in unless somebody is']],
  endings: ['signedOut', 'storage'],
  run: async ({ client, keyStore, profile, baseUrl, follow }) => {
    const session = await (await client()).session();
    const store = await (await keyStore()).describe();
    return {
      json: { signedIn: session !== null, profile, baseUrl, ...(session && viewSession(session)), store },
      lines: [
        session ? describeSession(session) : `Nobody is signed in with profile ${profile}.`,
        `Keys are kept in: ${store.backend}`,
      ],
      ...(!session && { ending: 'signedOut', notes: [`Next: ${follow('login')}`] }),
    };
  },
};
