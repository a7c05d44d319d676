import type { CommandSpec } from '../command.ts';

export const init: CommandSpec = {
  name: 'init',
  apart: true,
  summary: 'Make a sealing key, and print the command that sets it',
  description:
    'For a machine without a keychain, such as a server. Writes a random key into a new file in the configuration directory. Only this user can read that file. Never replaces a file. Prints the command that tells this program, and programs that use the library, where the file is. The key itself is not printed.',
  examples: [['turbosmtp-auth init >> ~/.profile', 'Make the key, and set it in every later shell']],
  endings: ['storage'],
  run: async (invocation) => (await import('../make-store-key.ts')).makeStoreKey(invocation),
};
