import type { CommandSpec } from '../../command.ts';
import { usage } from '../../failures.ts';
import { workingDirectory } from '../../profiles/choose-profile.ts';
import { changeProfiles, readProfiles, withKnown } from '../../profiles/profiles-file.ts';

export const chooseOtherProfile: CommandSpec = {
  name: 'use',
  apart: true,
  summary: 'Choose the profile for later commands',
  description:
    'With --here, chooses it for the working directory and all directories below. --profile and TURBOSMTP_PROFILE still come first.',
  argument: { name: 'name', description: 'the profile' },
  options: [{ flags: '--here', description: 'only for this directory and those below it' }],
  examples: [
    ['turbosmtp-auth profiles use staging', 'Everywhere'],
    ['turbosmtp-auth profiles use staging --here', 'In this project'],
  ],
  endings: ['storage'],
  run: async ({ argument: name, flags, env, follow }) => {
    const { checkProfile } = await import('@turbosmtp-auth/node');
    checkProfile(name);
    const here = flags.here ? workingDirectory() : null;
    if (flags.here && here === null)
      throw usage('There is no working directory.', 'Change to a directory that exists.');
    const isKnown = readProfiles(env).known.includes(name);
    await changeProfiles(env, (before) => {
      const { directories } = before;
      const known = withKnown(before, name);
      return here === null
        ? { ...known, chosen: name }
        : { ...known, directories: { ...directories, [here]: name } };
    });
    const shadowed = env['TURBOSMTP_PROFILE'];
    return {
      json: { profile: name, directory: here },
      lines: [here === null ? `Profile ${name} is chosen.` : `Profile ${name} is chosen for ${here}.`],
      notes: [
        ...(shadowed && shadowed !== name
          ? ['TURBOSMTP_PROFILE is set, and comes first: unset it to use this choice.']
          : []),
        ...(isKnown ? [] : [`Next: ${follow('login')}`]),
      ],
    };
  },
};
