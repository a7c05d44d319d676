// The programs that the command line is tested in: a real terminal, and the shells that it completes for.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that tests run the command line in. */
export type TerminalProgram = 'tmux' | 'bash' | 'zsh' | 'fish';

/** The path of a program, if it is on the PATH. */
export function terminalProgramExecutable(name: TerminalProgram): string | undefined {
  const { PATH = '' }: Partial<Record<string, string>> = process.env;
  return PATH.split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
}

/**
 * Whether there is the program to test with. Where there is none it says so and how to get it; in CI it throws, since there a
 * test that does not run is a failure. On Windows there is none, and nothing to install.
 */
export function terminalProgramAvailable(name: TerminalProgram): boolean {
  if (process.platform === 'win32') return false;
  if (terminalProgramExecutable(name)) return true;
  const remedy = `Install ${name} (Debian, Ubuntu: apt-get install ${name}; macOS: brew install ${name}).`;
  if (process.env['CI'] && process.env['CI'] !== 'false') throw new Error(`There is no ${name}. ${remedy}`);
  console.warn(
    `\n!!! ${name.toUpperCase()} IS MISSING: the command line is not tested in it. ${remedy} !!!\n`,
  );
  return false;
}
