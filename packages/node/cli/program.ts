import { Argument, Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CommandSpec, OptionSpec } from './command.ts';
import type { Flags } from './flags.ts';
import { globalOptions } from './global-options.ts';
import { helpAfter, programHelpAfter, summary } from './help.ts';
import { namingVariables, withVariables } from './variables.ts';

const { styleText } = process.getBuiltinModule('node:util');

/** A command that was chosen, with what it was given. */
export interface Chosen {
  readonly spec: CommandSpec;
  readonly flags: Flags;
  /** Of these, what was typed, and not taken from variables. */
  readonly typed: Flags;
  readonly argument: string;
  readonly words: readonly string[];
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
  const option = new Option(flags, env === undefined ? description : `${description} (env: ${env})`);
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
  env: Readonly<Record<string, string | undefined>> = process.env,
): Command {
  const program = configure(new Command('turbosmtp-auth'), output)
    .description(summary)
    .version(packageJson.version, '-V, --version', 'print the version')
    .usage('[options] <command>')
    .addHelpText('after', programHelpAfter);
  for (const option of globalOptions) program.addOption(toOption(option));
  const choose = (spec: CommandSpec, command: Command): void => {
    const options = [...globalOptions, ...(spec.options ?? [])];
    const typed = command.optsWithGlobals<Flags>();
    const { flags, variables } = withVariables(typed, options, env);
    const { args: words } = command;
    chosen({ spec: namingVariables(spec, variables), flags, typed, argument: words[0] ?? '', words });
  };
  for (const spec of commands) add(program, spec, output, choose);
  addHelp(program, output);
  return program;
}

/** `help consumer-keys create`: the parser's own takes one word. */
function addHelp(program: Command, output: Output): void {
  const help = configure(program.command('help'), output);
  help
    .summary('print the help of a command')
    .description('Prints the help of a command, or of the program.')
    .argument('[command...]', 'the words of the command')
    .action((words: readonly string[]) => {
      let found = program;
      for (const word of words) {
        const next = found.commands.find(
          (command) => command !== help && [command.name(), ...command.aliases()].includes(word),
        );
        if (next) found = next;
        else refuse(found, word);
      }
      found.help();
    });
}

const bold = (text: string): string => styleText('bold', text, { validateStream: false });

function configure(command: Command, { write, columns, hasColors }: Output): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: write, // help where a command is missing; of an error, what whoever catches it throws away
      getOutHelpWidth: () => columns ?? 100,
      getErrHelpWidth: () => columns ?? 100,
      getOutHasColors: () => hasColors,
      getErrHasColors: () => hasColors,
    })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => (hasColors ? bold(title) : title) })
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
}

/** As the parser refuses a command that there is not: with what may have been meant. */
function refuse(group: Command, word: string): never {
  if (group.commands.length > 0) group.parse(['--', word], { from: 'user' });
  return group.error('There is no such command.', { code: 'commander.unknownCommand' });
}

type Choose = (spec: CommandSpec, command: Command) => void;

function add(parent: Command, spec: CommandSpec, output: Output, choose: Choose): void {
  const { name, alias, summary, description = '', argument, options = [], commands = [] } = spec;
  const command = configure(parent.command(name), output)
    .summary(summary)
    .description(`${summary}${description && `\n\n${description}`}`)
    .addHelpText('after', helpAfter(spec));
  if (alias !== undefined) command.alias(alias);
  if (argument) {
    const { words } = argument;
    const declared = new Argument(`<${argument.name}${words ? '...' : ''}>`, argument.description);
    command.addArgument(argument.choices ? declared.choices(argument.choices) : declared);
    if (argument.usage !== undefined) command.usage(`[options] ${argument.usage}`);
  }
  for (const option of options) command.addOption(toOption(option));
  for (const child of commands) add(command, child, output, choose);
  if (commands.length === 0) command.action(() => choose(spec, command));
}
