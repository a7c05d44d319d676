import type { CommandSpec, OptionSpec } from '../command.ts';
import { globalOptions } from '../global-options.ts';

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly names: readonly string[];
  readonly description: string;
  /** `undefined`: it takes no value. Empty: it takes any. */
  readonly values: readonly string[] | undefined;
}

/** What may follow one command. */
export interface Level {
  /** The command with those before it, `consumer-keys create`; empty for the program. */
  readonly path: string;
  readonly words: readonly (readonly [word: string, description: string])[];
  readonly options: readonly CompletedOption[];
}

const toCompleted = ({ flags, description, choices }: OptionSpec): CompletedOption => ({
  names: flags.match(/--?[\w-]+/g) ?? [],
  description,
  values: flags.includes('<') ? (choices ?? []) : undefined,
});

const help: CompletedOption = { names: ['-h', '--help'], description: 'print this help', values: undefined };
const version: CompletedOption = {
  names: ['-V', '--version'],
  description: 'print the version',
  values: undefined,
};
const everywhere: readonly CompletedOption[] = [...globalOptions.map(toCompleted), help];

type Words = Level['words'];

const namesOf = (commands: readonly CommandSpec[]): Words =>
  commands.flatMap((command) => wordsFor(command).map((word) => [word, command.summary] as const));

/** The words that name one command. */
const wordsFor = ({ name, alias }: CommandSpec): readonly string[] =>
  alias === undefined ? [name] : [name, alias];

function* levelsBelow(prefix: string, commands: readonly CommandSpec[]): Generator<Level> {
  for (const command of commands) {
    const { argument, options = [], commands: children = [] } = command;
    for (const word of wordsFor(command)) {
      const path = `${prefix}${word}`;
      yield {
        path,
        words: [
          ...namesOf(children),
          ...(argument?.choices ?? []).map((choice) => [choice, argument?.description ?? ''] as const),
        ],
        options: [...options.map(toCompleted), ...everywhere],
      };
      yield* levelsBelow(`${path} `, children);
    }
  }
}

/** `help` takes the words of a command, and nothing of what that takes. */
function* levelsOfHelp(path: string, commands: readonly CommandSpec[]): Generator<Level> {
  yield { path, words: namesOf(commands), options: [] };
  for (const command of commands)
    for (const word of wordsFor(command)) yield* levelsOfHelp(`${path} ${word}`, command.commands ?? []);
}

/** The program and each of its commands, flat, so that a script is one table. */
export function levelsOf(commands: readonly CommandSpec[]): readonly Level[] {
  return [
    {
      path: '',
      words: [...namesOf(commands), ['help', 'print the help of a command']],
      options: [...everywhere, version],
    },
    ...levelsOfHelp('help', commands),
    ...levelsBelow('', commands),
  ];
}

/** The names of the options that take a value, whichever command they are of. */
export function valuedOptions(levels: readonly Level[]): readonly string[] {
  const names = levels.flatMap(({ options }) =>
    options.filter(({ values }) => values !== undefined).flatMap(({ names }) => names),
  );
  return [...new Set(names)];
}

/** The options whose values are known, with those. */
export function choices(levels: readonly Level[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    levels.flatMap(({ options }) =>
      options.flatMap(({ names, values = [] }) =>
        values.length > 0 ? names.map((name) => [name, values] as const) : [],
      ),
    ),
  );
}
