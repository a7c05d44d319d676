import type { CommandSpec } from '../command.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { levelsOf } from './model.ts';
import { zsh } from './zsh.ts';

type Script = (commands: readonly CommandSpec[]) => string;

/** What makes the script of a shell from the table of commands. */
export const scripts: Readonly<Partial<Record<string, Script>>> = {
  bash: (commands) => bash(levelsOf(commands)),
  zsh: (commands) => zsh(levelsOf(commands)),
  fish: (commands) => fish(levelsOf(commands)),
};
