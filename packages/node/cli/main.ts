import { CommanderError } from 'commander';
import type { CommandSpec, Outcome } from './command.ts';
import { commands } from './commands.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { tell } from './failure-report.ts';
import { interrupted, usage } from './failures.ts';
import { createInvocation, type Host } from './invocation.ts';
import { errorTexts } from './language.ts';
import { createPaint, hasColors } from './paint.ts';
import { type Chosen, createProgram } from './program.ts';
import { commandOf, usageFailure } from './usage-errors.ts';

/** Tells people what is waited for, if it takes longer than this, in milliseconds. */
const PATIENCE = 500;

/** Runs the program with these arguments, and answers its exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  const { stdout, stderr, env } = host;
  const note = (line: string): void => void stderr.write(`${line}\n`);
  // Also where the command line is not understood, so that a program that asked for JSON gets it.
  const json = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');

  /** Before anything is waited for that the answer does not depend on. */
  const deliver = async (outcome: Outcome): Promise<void> => {
    const { lines, notes = [], undelivered } = outcome;
    const text = json ? [JSON.stringify(outcome.json)] : lines;
    const written = await write(stdout, text.map((line) => `${line}\n`).join(''));
    if (!written && undelivered) throw await undelivered();
    if (!json) notes.forEach(note);
  };

  try {
    const chosen = parse(args, host);
    if (!chosen) return exitCodes.done;
    const { ending = 'done' } = await run(chosen, host, deliver);
    return exitCodes[ending];
  } catch (error) {
    const { report, lines, ending } = await tell(error, json ? undefined : await errorTexts(env));
    if (json) await write(stdout, `${JSON.stringify({ error: report })}\n`);
    else {
      const [first = '', ...rest] = lines;
      const heading =
        ending === 'interrupted' ? first : `${createPaint(stderr, env)('red', 'error:')} ${first}`;
      note(heading);
      for (const line of rest) note(`  ${line}`);
    }
    return exitCodes[ending];
  }
}

/** Answers whether it could be written; the stream's own error tells why not. */
const write = (stream: Host['stdout'], text: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (text === '') resolve(true);
    else stream.write(text, (error) => resolve(!error));
  });

/** The command to run, `undefined` where help or version was printed instead. */
function parse(args: readonly string[], { stdout, env }: Host): Chosen | undefined {
  let chosen: Chosen | undefined;
  const output = {
    write: (text: string) => void stdout.write(text),
    columns: stdout.isTTY ? stdout.columns : undefined,
    hasColors: hasColors(stdout, env),
  };
  const program = createProgram(commands, output, (command) => {
    chosen = command;
  });
  try {
    program.parse(helpOf(args), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw usageFailure(error, `turbosmtp-auth ${commandOf(args, commands)}`.trim());
  }
  return chosen;
}

/** `help consumer-keys create` is `consumer-keys create --help`: the parser's own `help` takes one word. */
function helpOf(args: readonly string[]): readonly string[] {
  const [first, ...words] = args;
  if (first !== 'help' || words.length === 0 || words.some((word) => word.startsWith('-'))) return args;
  let known: readonly CommandSpec[] = commands;
  for (const word of words) {
    const spec = known.find(({ name }) => name === word);
    // Not repeated: what was typed may be anything.
    if (!spec) throw usage('There is no such command.', 'See `turbosmtp-auth --help` for those there are.');
    known = spec.commands ?? [];
  }
  return [...words, '--help'];
}

const endingOfSignal = { SIGHUP: 'hungUp', SIGINT: 'interrupted', SIGTERM: 'terminated' } as const;
const signals = Object.keys(endingOfSignal) as (keyof typeof endingOfSignal)[]; // its keys are all there are

/** Ctrl-C ends what is under way in good order; a second one, at once. */
async function run(
  chosen: Chosen,
  host: Host,
  deliver: (outcome: Outcome) => Promise<void>,
): Promise<{ ending?: Ending }> {
  const controller = new AbortController();
  let waiting: NodeJS.Timeout | undefined;
  const stop = (signal: keyof typeof endingOfSignal) => (): void => {
    const ending = endingOfSignal[signal];
    if (controller.signal.aborted) host.exit(exitCodes[ending]);
    controller.abort(interrupted(ending));
    if (host.stderr.isTTY)
      waiting = setTimeout(() => {
        host.stderr.write('Undoing what was begun. Press Ctrl-C again to stop at once.\n');
      }, PATIENCE);
  };
  const handlers = signals.map((signal) => [signal, stop(signal)] as const);
  for (const [signal, handler] of handlers) host.on(signal, handler);
  try {
    await using invocation = createInvocation(chosen, host, controller.signal);
    const { run } = chosen.spec;
    if (!run) throw new Error('A command without commands of its own runs.');
    try {
      const outcome = await run(invocation);
      await deliver(outcome);
      return outcome;
    } catch (error) {
      throw controller.signal.aborted ? await whenLeft(error, invocation.lost()) : error;
    }
  } finally {
    clearTimeout(waiting);
    for (const [signal, handler] of handlers) host.off(signal, handler);
  }
}

/** What was sent and not answered when the program was interrupted may have taken effect. */
async function whenLeft(error: unknown, lost: ReturnType<ReturnType<typeof createInvocation>['lost']>) {
  if (!lost) return error;
  const { english, OutcomeUnknownError } = await import('@turbosmtp-auth/core');
  const [message, hint] = english.outcome_unknown;
  return new OutcomeUnknownError({ code: 'outcome_unknown', message, hint, operation: lost });
}
