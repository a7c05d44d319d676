import type { OperationName } from '@turbosmtp-auth/node';
import { CommanderError } from 'commander';
import type { Invocation, PassedOn } from './command.ts';
import { commands } from './commands.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { interrupted } from './failures.ts';
import { createInvocation, type Host } from './invocation.ts';
import { createOutput, type Output } from './output.ts';
import { hasColors, showsUnicode } from './paint.ts';
import { type Chosen, createProgram } from './program.ts';
import { createProgress, PATIENCE } from './progress.ts';
import { endKilledRuns } from './runs/killed-runs.ts';
import { commandOf, missingDashes, usageFailure } from './usage-errors.ts';
import { settleColumns } from './wrap.ts';

/** Runs the program with these arguments, and answers its exit code, or the signal that it is to end by. */
export async function main(args: readonly string[], host: Host): Promise<number | NodeJS.Signals> {
  // Also where the command line is not understood, so that a program that asked for JSON gets it.
  const json = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');
  for (const screen of [host.stdout, host.stderr]) settleColumns(screen);
  const output = createOutput(host, json);
  try {
    const chosen = parse(args, host);
    const ending = 'help' in chosen ? await output.print(chosen.help) : await run(chosen, host, output);
    return typeof ending === 'string' ? exitCodes[ending] : ending.passedOn;
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
    // Nothing was said, or no more than the first word of a group: that is a question.
    if (error.code === 'commander.help' && args.every((arg) => !arg.startsWith('-'))) return { help };
    const words = commandOf(args, commands);
    if (error.code === 'commander.unknownOption' && isUndashed(words, args)) throw missingDashes();
    throw usageFailure(error, `turbosmtp-auth ${words}`.trim());
  }
  if (chosen && isUndashed(chosen.spec.name, args)) throw missingDashes();
  return chosen ?? { help };
}

const isUndashed = (name: string, args: readonly string[]): boolean =>
  !args.includes('--') && commands.some((spec) => spec.name === name && spec.argument?.afterDashes);

const endingOfSignal = { SIGHUP: 'hungUp', SIGINT: 'interrupted', SIGTERM: 'terminated' } as const;
const signals = Object.keys(endingOfSignal) as (keyof typeof endingOfSignal)[]; // its keys are all there are

/** Signals that end nothing here. While another program runs in place of this one, they are for that one. */
const othersSignals: readonly NodeJS.Signals[] = ['SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/** Ctrl-C ends what is under way in good order; a second one, at once. */
async function run(chosen: Chosen, host: Host, output: Output): Promise<Ending | PassedOn> {
  const controller = new AbortController();
  const { signal } = controller;
  let undoing: NodeJS.Timeout | undefined;
  let diverted: ((name: NodeJS.Signals) => void) | undefined;
  const progress = createProgress(
    chosen.flags.json || host.env['TERM'] === 'dumb' ? undefined : host.stderr, // a dumb terminal takes no line away
    showsUnicode(host.platform, host.env),
  );
  const stop = (name: keyof typeof endingOfSignal) => (): void => {
    const ending = endingOfSignal[name];
    if (diverted) diverted(name);
    else if (!signal.aborted) controller.abort(interrupted(ending));
    // A terminal that is closed says so twice, through its shell and then by itself.
    else if (name !== 'SIGHUP') {
      if (undoing) output.note('Stopped: the key of this login may stay valid, and is not stored here.');
      host.exit(exitCodes[ending]);
    }
  };
  const handlers = signals.map((name) => [name, stop(name)] as const);
  for (const [name, handler] of handlers) host.on(name, handler);
  const divertSignals: Invocation['divertSignals'] = (each) => {
    diverted = each;
    progress.stop(); // the terminal is the other program's
    const more =
      process.platform === 'win32' ? [] : othersSignals.map((name) => [name, () => each(name)] as const);
    for (const [name, handler] of more) host.on(name, handler);
    return {
      [Symbol.dispose]: () => {
        diverted = undefined;
        for (const [name, handler] of more) host.off(name, handler);
      },
    };
  };
  try {
    await using invocation = createInvocation(chosen, commands, host, {
      signal,
      divertSignals,
      progress,
      end: (name) => stop(name)(),
      note: (line) => {
        if (!chosen.flags.json) output.note(line);
      },
    });
    const { run } = chosen.spec;
    if (!run) throw new Error('A command without commands of its own runs.');
    try {
      using _ = chosen.spec.asks ? invocation.questions.expect() : undefined;
      // Before the client is closed: what that may wait for changes nothing about the answer.
      if (!chosen.spec.apart) await endKilledRuns(invocation);
      const outcome = await run(invocation);
      progress.stop();
      return 'passedOn' in outcome ? outcome : await output.deliver(outcome);
    } catch (error) {
      progress.stop();
      if (signal.aborted && invocation.loggedIn())
        undoing = setTimeout(() => {
          if (host.stderr.isTTY) output.note('Undoing the login. Press Ctrl-C again to stop at once.');
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
  const { english, lostHint, OutcomeUnknownError } = await import('@turbosmtp-auth/node');
  const [message, hint] = english.outcome_unknown;
  return new OutcomeUnknownError({
    code: 'outcome_unknown',
    message,
    hint,
    operation,
    ...lostHint(operation),
  });
}
