import type { CommandSpec } from '../command.ts';
import { isLive } from '../live-base-url.ts';
import { describeChoice } from '../profiles/choose-profile.ts';
import { describeSession, serviceTime, viewSession } from '../session-view.ts';
import { findSavedKey } from './consumer-keys/saved-pair.ts';

export const status: CommandSpec = {
  name: 'status',
  alias: 'whoami',
  summary: 'Show who is signed in, until when, and where the key is kept',
  description:
    'Reads only the key store, and never asks the service. To test the key, run `turbosmtp-auth doctor`.',
  examples: [
    ['turbosmtp-auth status > /dev/null || turbosmtp-auth login', 'Log in unless an account is signed in'],
  ],
  endings: ['signedOut', 'storage'],
  run: async (invocation) => {
    const { client, keyStore, profile, profileChoice, baseUrl, follow } = invocation;
    const opened = await client();
    // What is wrong with the store is said of the session.
    const session = await opened.session();
    const [store, { savedKey, notes }] = await Promise.all([
      keyStore().then((each) => each.describe()),
      findSavedKey(invocation),
    ]);
    return {
      json: {
        signedIn: session !== null,
        profile,
        profileFrom: profileChoice.from,
        ...(profileChoice.directory !== undefined && { profileDirectory: profileChoice.directory }),
        baseUrl,
        ...(session && viewSession(session)),
        savedKey,
        store,
      },
      lines: [
        session
          ? describeSession(session, await serviceTime(invocation))
          : `No account is signed in with profile ${profile}.`,
        ...(savedKey === null ? [] : [`Saved consumer pair: ${savedKey}`]),
        describeChoice(profileChoice),
        `Keys are kept in: ${store.backend}`,
        ...(isLive(baseUrl) ? [] : [`Not the live service: ${baseUrl}`]),
      ],
      notes: [...notes, ...(session ? [] : [`Next: ${follow('login')}`])],
      ...(!session && { ending: 'signedOut' }),
    };
  },
};
