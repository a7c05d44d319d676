import { type ChildProcess, spawn } from 'node:child_process';
import type { Invocation } from '../command.ts';
import { Failure } from '../failures.ts';

/** What a terminal sends to every program on it by itself: passed on as well, it would arrive twice. */
const ofTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

/**
 * Runs the command of the invocation to its end, on the same standard streams, and answers its exit code, or the signal that
 * ended it. Signals to this process go to the command. How long that takes to end is its own matter.
 */
export async function runChild(
  { words: [command = '', ...args], onTerminal, divertSignals }: Invocation,
  env: NodeJS.ProcessEnv,
): Promise<number | NodeJS.Signals> {
  if (command === '') throw failureOf('ENOENT'); // spawn would take it for a fault of this program
  const ended = Promise.withResolvers<number | NodeJS.Signals>();
  let pass: (name: NodeJS.Signals) => void = () => undefined;
  using _ = divertSignals((name) => pass(name));
  const child = started(command, args, env);
  pass = (name) => {
    if (!onTerminal || !ofTerminal.has(name)) child.kill(name);
  };
  child.once('error', ({ code }: NodeJS.ErrnoException) => ended.reject(failureOf(code)));
  child.once('exit', (code, signal) => ended.resolve(signal ?? code ?? 1)); // one of the two is always there
  return await ended.promise;
}

/** `spawn` throws some faults at once, such as a loop of links, and reports others later. */
function started(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  try {
    return spawn(command, args, { stdio: 'inherit', env });
  } catch (error) {
    throw failureOf((error as NodeJS.ErrnoException).code); // what `spawn` throws is an error
  }
}

/** No file has such a path. */
const absent: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

const failureOf = (code: string | undefined): Failure =>
  absent.includes(code)
    ? new Failure(
        'command_not_found',
        'The command does not exist.',
        'Check its name, the PATH and the working directory.',
        'notFound',
      )
    : new Failure(
        'command_not_runnable',
        'The command cannot be run.',
        'Check that it is a program and that this user may run it.',
        'notRunnable',
      );
