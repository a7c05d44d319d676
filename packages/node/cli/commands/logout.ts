import type { CommandSpec } from '../command.ts';

const said = {
  now: 'Signed out. The key was revoked.',
  queued: 'Signed out. The service could not be reached: the key is revoked on the next use of this profile.',
  nothing: 'Nobody was signed in.',
} as const;

export const logout: CommandSpec = {
  name: 'logout',
  summary: 'Sign out and revoke the key',
  description:
    'Forgets the key here at once, also without a network, and revokes it on the service: now, or on the next use of the profile where the service cannot be reached.',
  examples: [['turbosmtp-auth logout --profile staging', 'End the session of another name']],
  endings: ['storage'],
  run: async ({ client, profile, signal }) => {
    const { revoked } = await (await client()).logout({ signal });
    return { json: { profile, revoked }, lines: [said[revoked]] };
  },
};
