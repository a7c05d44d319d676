import type { OperationName } from '@turbosmtp-auth/node';
import { CommanderError } from 'commander';
import { commands } from './commands.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { interrupted } from './failures.ts';
import { createInvocation, type Host } from './invocation.ts';
import { createOutput, type Output } from './output.ts';
import { hasColors } from './paint.ts';
import { type Chosen, createProgram } from './program.ts';
import { commandOf, usageFailure } from './usage-errors.ts';

/** Milliseconds after which a person is told what is still waited for. */
const PATIENCE = 500;

/** Runs the program with these arguments, and answers its exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  // Also where the command line is not understood, so that a program that asked for JSON gets it.
  const json = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');
  const output = createOutput(host, json);
  try {
    const chosen = parse(args, host);
    const ending = 'help' in chosen ? await output.print(chosen.help) : await run(chosen, host, output);
    return exitCodes[ending];
  } catch (error) {
    return exitCodes[await output.fail(error)];
  }
}

/** The command to run, or the help or version to print instead. */
function parse(args: readonly string[], { stdout, env }: Host): Chosen | { readonly help: string } {
  let chosen: Chosen | undefined;
  let help = '';
  const output = {
    write: (text: string) => {
      help += text;
    },
    columns: stdout.isTTY ? stdout.columns : undefined,
    hasColors: hasColors(stdout, env),
  };
  const program = createProgram(commands, output, (command) => {
    chosen = command;
  });
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw usageFailure(error, `turbosmtp-auth ${commandOf(args, commands)}`.trim());
  }
  return chosen ?? { help };
}

const endingOfSignal = { SIGHUP: 'hungUp', SIGINT: 'interrupted', SIGTERM: 'terminated' } as const;
const signals = Object.keys(endingOfSignal) as (keyof typeof endingOfSignal)[]; // its keys are all there are

/** Ctrl-C ends what is under way in good order; a second one, at once. */
async function run(chosen: Chosen, host: Host, output: Output): Promise<Ending> {
  const controller = new AbortController();
  const { signal } = controller;
  let undoing: NodeJS.Timeout | undefined;
  const stop = (name: keyof typeof endingOfSignal) => (): void => {
    const ending = endingOfSignal[name];
    if (!signal.aborted) controller.abort(interrupted(ending));
    // A terminal that is closed says so twice, through its shell and then by itself.
    else if (name !== 'SIGHUP') {
      if (undoing) output.note('Stopped: the key of this login may stay valid, and nobody holds it.');
      host.exit(exitCodes[ending]);
    }
  };
  const handlers = signals.map((name) => [name, stop(name)] as const);
  for (const [name, handler] of handlers) host.on(name, handler);
  try {
    await using invocation = createInvocation(chosen, commands, host, signal);
    const { run } = chosen.spec;
    if (!run) throw new Error('A command without commands of its own runs.');
    try {
      // Before the client is closed: what that may wait for changes nothing about the answer.
      return await output.deliver(await run(invocation));
    } catch (error) {
      if (signal.aborted && invocation.loggedIn())
        undoing = setTimeout(() => {
          if (host.stderr.isTTY)
            output.note('Finishing: undoing the login. Press Ctrl-C again to stop at once.');
        }, PATIENCE);
      const lost = error === signal.reason ? invocation.unanswered() : undefined;
      // Only once it is undone is it as if nothing had been begun.
      if (undoing && error === signal.reason && !lost) throw error;
      return await output.fail(lost ? await outcomeUnknown(lost) : error, invocation.follow);
    }
  } finally {
    clearTimeout(undoing);
    for (const [name, handler] of handlers) host.off(name, handler);
  }
}

/** What was sent and not answered when the program was interrupted may have taken effect. */
async function outcomeUnknown(operation: OperationName): Promise<Error> {
  const { english, OutcomeUnknownError } = await import('@turbosmtp-auth/core');
  const [message, hint] = english.outcome_unknown;
  return new OutcomeUnknownError({ code: 'outcome_unknown', message, hint, operation });
}
