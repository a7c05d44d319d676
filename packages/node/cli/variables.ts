import { Option } from 'commander';
import type { CommandSpec, OptionSpec } from './command.ts';
import type { Flags } from './flags.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What was given with options, and by the variables that stand in for those that were not. */
export interface Given {
  readonly flags: Flags;
  /** The variables that did, by the option they stand in for. */
  readonly variables: ReadonlyMap<string, string>;
}

/** A variable that is set and empty is as good as not set: that is how a script or a container file leaves one out. */
export function withVariables(typed: Flags, options: readonly OptionSpec[], env: Environment): Given {
  const given: Record<string, unknown> = { ...typed };
  const variables = new Map<string, string>();
  for (const { flags, env: variable } of options) {
    const option = new Option(flags).attributeName();
    const value = variable && env[variable];
    if (!variable || !value || given[option] !== undefined) continue;
    given[option] = value;
    variables.set(option, variable);
  }
  return { flags: given, variables };
}

/** The command, so that a value which is refused is told by the name it was given under, not by that of an option. */
export function namingVariables(spec: CommandSpec, variables: Given['variables']): CommandSpec {
  const { run } = spec;
  if (!run || variables.size === 0) return spec;
  return {
    ...spec,
    run: async (invocation) => {
      try {
        return await run(invocation);
      } catch (error) {
        throw await renamed(error, variables);
      }
    },
  };
}

async function renamed(error: unknown, variables: Given['variables']): Promise<unknown> {
  const { english, hintIn, InvalidInputError } = await import('@turbosmtp-auth/node');
  if (!(error instanceof InvalidInputError)) return error;
  const { operation, issues } = error;
  return new InvalidInputError({
    code: 'invalid_input',
    message: english.invalid_input[0],
    ...hintIn(error),
    operation,
    issues: issues.map(({ path, ...rest }) => ({ path: variables.get(path) ?? path, ...rest })),
  });
}
