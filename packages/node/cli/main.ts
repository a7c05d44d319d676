import { CommanderError } from 'commander';
import type { Outcome } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { tell } from './failure-report.ts';
import { interrupted } from './failures.ts';
import { createInvocation, type Host } from './invocation.ts';
import { errorTexts } from './language.ts';
import { createPaint, hasColors } from './paint.ts';
import { type Chosen, createProgram } from './program.ts';
import { commandOf, usageFailure } from './usage-errors.ts';

/** Runs the program with these arguments, and answers its exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  const { stdout, stderr, env } = host;
  const print = (line: string): void => void stdout.write(`${line}\n`);
  const note = (line: string): void => void stderr.write(`${line}\n`);
  // Also where the command line is not understood, so that a program that asked for JSON gets it.
  const json = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');

  try {
    const chosen = parse(args, host);
    if (!chosen) return exitCodes.done;
    const outcome = await run(chosen, host);
    const { lines, notes = [], ending = 'done' } = outcome;
    if (json) print(JSON.stringify(outcome.json));
    else {
      lines.forEach(print);
      notes.forEach(note);
    }
    return exitCodes[ending];
  } catch (error) {
    const { report, lines, ending } = await tell(error, json ? undefined : await errorTexts(env));
    if (json) print(JSON.stringify({ error: report }));
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
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw usageFailure(error, `turbosmtp-auth ${commandOf(args, commands)}`.trim());
  }
  return chosen;
}

/** Ctrl-C ends what is under way in good order; a second one, at once. */
async function run(chosen: Chosen, host: Host): Promise<Outcome> {
  const controller = new AbortController();
  const stop = (ending: 'interrupted' | 'terminated') => (): void => {
    if (controller.signal.aborted) host.exit(exitCodes[ending]);
    controller.abort(interrupted(ending));
  };
  const handlers = { SIGINT: stop('interrupted'), SIGTERM: stop('terminated') } as const;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) host.on(signal, handlers[signal]);
  try {
    await using invocation = createInvocation(chosen, host, controller.signal);
    const { run } = chosen.spec;
    if (!run) throw new Error('A command without commands of its own runs.');
    return await run(invocation);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) host.off(signal, handlers[signal]);
  }
}
