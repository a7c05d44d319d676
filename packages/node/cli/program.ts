import { styleText } from 'node:util';
import { Argument, Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CommandSpec, Flags, OptionSpec } from './command.ts';
import { globalOptions } from './global-options.ts';
import { helpAfter, programHelpAfter } from './help.ts';

/** A command that was chosen, with what it was given. */
export interface Chosen {
  readonly spec: CommandSpec;
  readonly flags: Flags;
  readonly argument: string;
}

/** Where help and version are written. */
export interface Output {
  readonly write: (text: string) => void;
  readonly columns: number | undefined;
  readonly hasColors: boolean;
}

/** Of an option that may be given several times, all values. */
const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

function toOption({ flags, description, choices, many, env }: OptionSpec): Option {
  const option = new Option(flags, description);
  // Set and empty is as good as not set.
  if (env !== undefined && process.env[env]) option.env(env);
  if (choices) option.choices(choices);
  if (!many) return option;
  const check = option.parseArg; // of the choices
  return option.argParser((value: string, earlier?: readonly string[]) => {
    check?.(value, undefined);
    return collect(value, earlier);
  });
}

/**
 * The parser of a table of commands. It exits nowhere: `chosen` is called with the command to run, and whatever else
 * there is to say is thrown as a `CommanderError`.
 */
export function createProgram(
  commands: readonly CommandSpec[],
  output: Output,
  chosen: (command: Chosen) => void,
): Command {
  const program = configure(new Command('turbosmtp-auth'), output)
    .description('Signs in to turboSMTP, keeps the API key safely, and hands it to programs and scripts.')
    .version(packageJson.version, '-V, --version', 'print the version')
    .usage('[options] <command>')
    .helpCommand('help [command...]', 'print the help of a command')
    .addHelpText('after', programHelpAfter);
  for (const option of globalOptions) program.addOption(toOption(option));
  for (const spec of commands) add(program, spec, output, chosen);
  return program;
}

const bold = (text: string): string => styleText('bold', text, { validateStream: false });

function configure(command: Command, { write, columns, hasColors }: Output): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: () => undefined, // told by whoever catches the error
      getOutHelpWidth: () => columns ?? 100,
      getErrHelpWidth: () => columns ?? 100,
      getOutHasColors: () => hasColors,
      getErrHasColors: () => hasColors,
    })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => (hasColors ? bold(title) : title) })
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
}

function add(parent: Command, spec: CommandSpec, output: Output, chosen: (command: Chosen) => void): void {
  const { name, summary, description = '', argument, options = [], commands = [] } = spec;
  const command = configure(parent.command(name), output)
    .summary(summary)
    .description(`${summary}${description && `\n\n${description}`}`)
    .addHelpText('after', helpAfter(spec));
  if (argument) {
    const declared = new Argument(`<${argument.name}>`, argument.description);
    command.addArgument(argument.choices ? declared.choices(argument.choices) : declared);
  }
  for (const option of options) command.addOption(toOption(option));
  for (const child of commands) add(command, child, output, chosen);
  if (commands.length === 0)
    command.action(() => {
      chosen({ spec, flags: command.optsWithGlobals<Flags>(), argument: command.args[0] ?? '' });
    });
}
