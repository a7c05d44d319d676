import type { CommandSpec } from '../command.ts';

export const init: CommandSpec = {
  name: 'init',
  apart: true,
  summary: 'Make a sealing key, and print the line that sets it',
  description:
    'For a machine without a keychain, such as a server. Writes a random key into a new file in the configuration directory, which only this user can read. Never replaces a file. Prints the line that tells this program, and programs that use the library, where the file is. The key itself is not printed.',
  examples: [['turbosmtp-auth init >> ~/.profile', 'Make the key, and set it in every later shell']],
  endings: ['storage'],
  run: async (invocation) => (await import('../make-store-key.ts')).makeStoreKey(invocation),
};
