import type { CommandSpec } from '../command.ts';
import { listProfiles } from './profiles/list.ts';
import { chooseOtherProfile } from './profiles/use.ts';

export const profiles: CommandSpec = {
  name: 'profiles',
  summary: 'List the profiles, and choose one',
  description:
    'A profile is a name for a session and a consumer pair. --profile comes first, then TURBOSMTP_PROFILE. Then comes the profile chosen for this directory or the nearest one above, then the profile chosen for all directories. Without any of these, it is "default". The choice is saved in a file that contains no secret.',
  commands: [listProfiles, chooseOtherProfile],
};
