import type { CommandSpec } from '../../command.ts';
import { describeChoice } from '../../profiles/choose-profile.ts';
import { readProfiles } from '../../profiles/profiles-file.ts';

export const listProfiles: CommandSpec = {
  name: 'list',
  apart: true,
  summary: 'List the profiles that were used here',
  description:
    'Lists the profiles that were used to log in or were chosen, and the directories that each was chosen for. Reads only the profiles file, and no key store.',
  examples: [['turbosmtp-auth profiles list', 'See which one is in use']],
  endings: ['storage'],
  run: async ({ env, profile, profileChoice, paint }) => {
    const { known, directories } = readProfiles(env);
    const names = [...new Set(['default', ...known, ...Object.values(directories), profile])].sort();
    const all = names.map((name) => ({
      name,
      current: name === profile,
      directories: Object.keys(directories)
        .filter((directory) => directories[directory] === name)
        .sort(),
    }));
    return {
      json: { profiles: all, current: profile, from: profileChoice.from },
      lines: [
        ...all.flatMap(({ name, current, directories }) => [
          `${current ? '*' : ' '} ${current ? paint('bold', name) : name}`,
          ...directories.map((directory) => `    ${directory}`),
        ]),
        describeChoice(profileChoice),
      ],
    };
  },
};
