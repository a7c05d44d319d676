import type { CommandSpec } from '../command.ts';
import { listProfiles } from './profiles/list.ts';
import { chooseOtherProfile } from './profiles/use.ts';

export const profiles: CommandSpec = {
  name: 'profiles',
  summary: 'List the profiles, and choose one',
  description:
    'A profile is a name for a session and a consumer pair. The profile is taken from --profile, or else from TURBOSMTP_PROFILE. If neither is given, the choice for this directory or its nearest parent counts, then the choice for all directories. Without any of these, it is "default". The choice is saved in a file that contains no secret.',
  commands: [listProfiles, chooseOtherProfile],
};
