import type { CommandSpec } from '../command.ts';
import type { FollowUp } from '../follow-up.ts';
import { findSavedKey } from './consumer-keys/saved-pair.ts';

const said = {
  now: 'Signed out. The key was revoked.',
  queued:
    'Signed out. The service could not be reached. The key will be revoked on the next use of this profile.',
  nothing: 'No account was signed in.',
} as const;

/** With nobody signed in: of a key that expired, or that an earlier logout left. */
const ofNobody = {
  now: 'No account was signed in. A key from an earlier session was revoked.',
  queued:
    'No account was signed in. The service could not be reached. A key from an earlier session will be revoked on the next use of this profile.',
  nothing: 'No account was signed in.',
} as const;

export const logout: CommandSpec = {
  name: 'logout',
  summary: 'Sign out and revoke the key',
  description:
    'Removes the key here at once, even without a network, and revokes it at the service. If the service cannot be reached, the key is revoked on the next use of the profile.',
  examples: [['turbosmtp-auth logout --profile staging', 'End the session of another profile']],
  endings: ['storage'],
  run: async (invocation) => {
    const { client, profile, signal, follow } = invocation;
    const opened = await client();
    // What is unreadable is for the logout to report.
    const nobody = (await opened.session().catch(() => undefined)) === null;
    const { revoked } = await opened.logout({ signal });
    const { savedKey, notes } = await findSavedKey(invocation);
    return {
      json: { profile, revoked, savedKey },
      lines: [nobody ? ofNobody[revoked] : said[revoked]],
      notes: savedKey === null ? notes : [stays(savedKey, follow)],
    };
  },
};

/** A pair is no session: it does not end with one, nor expire. */
const stays = (key: string, follow: FollowUp): string =>
  `The consumer pair ${key} stays saved and valid. To delete it, log in and run \`${follow(`consumer-keys delete ${key}`)}\`.`;
