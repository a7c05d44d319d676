import type { CommandSpec } from '../command.ts';
import { listProfiles } from './profiles/list.ts';
import { chooseOtherProfile } from './profiles/use.ts';

export const profiles: CommandSpec = {
  name: 'profiles',
  summary: 'List the profiles, and choose one',
  description:
    'A profile is a name for a session and a consumer pair. The one used is that of --profile, or else of TURBOSMTP_PROFILE. If neither is given, it is the one chosen for this directory or the nearest one above, or else for all directories. If none was chosen, it is "default". The choice is saved in a file that contains no secret.',
  commands: [listProfiles, chooseOtherProfile],
};
