import type { CommandSpec } from '../command.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';
import { findSavedKey } from './consumer-keys/saved-pair.ts';

export const status: CommandSpec = {
  name: 'status',
  summary: 'Say who is signed in, until when, and where the key is kept',
  description:
    'Asks the key store only, never the service: `turbosmtp-auth doctor` finds out whether the key still works.',
  examples: [['turbosmtp-auth status > /dev/null || turbosmtp-auth login', 'Log in unless somebody is']],
  endings: ['signedOut', 'storage'],
  run: async (invocation) => {
    const { client, keyStore, profile, baseUrl, follow } = invocation;
    const session = await (await client()).session();
    const store = await (await keyStore()).describe();
    const { savedKey, notes } = await findSavedKey(invocation);
    return {
      json: {
        signedIn: session !== null,
        profile,
        baseUrl,
        ...(session && viewSession(session)),
        savedKey,
        store,
      },
      lines: [
        session
          ? describeSession(session, await serviceTime(invocation))
          : `Nobody is signed in with profile ${profile}.`,
        ...(savedKey === null ? [] : [`A consumer pair is saved: ${savedKey}`]),
        `Keys are kept in: ${store.backend}`,
      ],
      notes: [...notes, ...(session ? [] : [`Next: ${follow('login')}`])],
      ...(!session && { ending: 'signedOut' }),
    };
  },
};
