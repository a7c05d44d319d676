import type { CommandSpec } from '../command.ts';
import { usage } from '../failures.ts';

export const completion: CommandSpec = {
  name: 'completion',
  apart: true,
  summary: 'Print a completion script for a shell',
  argument: { name: 'shell', description: 'the shell', choices: ['bash', 'zsh', 'fish'] },
  examples: [
    ['eval "$(turbosmtp-auth completion bash)"', 'In ~/.bashrc'],
    ['eval "$(turbosmtp-auth completion zsh)"', 'In ~/.zshrc, after compinit'],
    ['turbosmtp-auth completion fish | source', 'In ~/.config/fish/config.fish'],
  ],
  run: async ({ argument: shell, commands }) => {
    const { scripts } = await import('../completion/scripts.ts');
    const script = scripts[shell];
    if (!script) throw usage('There is no completion for this shell.', 'Give bash, zsh or fish.');
    const text = script(commands);
    return { json: { shell, script: text }, lines: [text.trimEnd()], exact: true };
  },
};
