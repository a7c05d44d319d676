import type { CommanderError } from 'commander';
import type { CommandSpec } from './command.ts';
import { type Failure, usage } from './failures.ts';

const secretWord = /pass|pwd|token|secret|key/i;

const fromCommandLine =
  'A password, a token or a secret is never taken from the command line. Other users of this machine can see it, and the shell keeps it in its history.';
const insteadOf =
  'Run the command without it: the command asks for it, or reads it from standard input. If it was a real one, replace it.';

/** Commander's words repeat what was typed, which may be a password; of them, only names that are ours are told. */
export function usageFailure({ code, message }: CommanderError, command: string): Failure {
  const help = `See \`${command} --help\`.`;
  const [, suggestion] = /\(Did you mean (?:one of )?([a-z, -]+)\?\)/.exec(message) ?? [];
  const meant = suggestion ? `Did you mean ${suggestion}? ${help}` : help;
  const [, option] = /option '(-[^' =]*)/.exec(message) ?? [];
  switch (code) {
    case 'commander.help':
      return usage('A command is missing.', help);
    case 'commander.unknownOption':
      if (option && secretWord.test(option) && !suggestion?.includes('key'))
        return usage(fromCommandLine, insteadOf);
      return usage('There is no such option.', meant);
    case 'commander.unknownCommand':
      return usage('There is no such command.', meant);
    case 'commander.excessArguments':
      return usage(
        'There are too many arguments.',
        `Give values as options, such as --email. Never give a password: the command asks for it, or reads it from standard input. ${help}`,
      );
    case 'commander.missingArgument':
      return usage('An argument is missing.', help);
    case 'commander.optionMissingArgument':
      return usage(`The value of ${option ?? 'an option'} is missing.`, help);
    case 'commander.missingMandatoryOptionValue':
      return usage(`${option ?? 'An option'} is needed.`, help);
    case 'commander.invalidArgument': {
      const [choices] = /Allowed choices are [\w, -]+\./.exec(message) ?? [];
      return usage(`The value of ${option ?? 'an argument'} cannot be used.`, choices ?? help);
    }
    default:
      return usage('The command line cannot be understood.', help);
  }
}

/** A command line without `--` before what is another program's: its options would be taken for ours. */
export const missingDashes = (): Failure =>
  usage('The two dashes before the command are missing.', 'Write `turbosmtp-auth exec -- command`.');

/** The command that the words of a command line begin to name, also after `help`: `consumer-keys create`. */
export function commandOf(args: readonly string[], commands: readonly CommandSpec[]): string {
  const [name, ...rest] = args.filter((arg) => !arg.startsWith('-'));
  if (name === 'help') return commandOf(rest, commands);
  if (name === undefined) return '';
  const spec = commands.find((command) => command.name === name || command.alias === name);
  return spec ? [spec.name, commandOf(rest, spec.commands ?? [])].join(' ').trim() : '';
}
