import { exitCodes } from './exit-codes.ts';
import { main } from './main.ts';

/** Runs the program in this process, and ends the process as it ended. */
export async function start(): Promise<void> {
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    // While something is asked the terminal goes away: the prompt still wants to set it right, where nobody can catch it.
    if (error.syscall === 'setRawMode') process.exit(exitCodes.hungUp);
    // Its own words may hold a secret.
    process.stderr.write('error: Something unexpected happened.\n');
    process.exit(exitCodes.unexpected);
  });

  const ended = await main(process.argv.slice(2), process);
  if (typeof ended === 'number') process.exitCode = ended;
  else {
    // As a shell says it, if that signal does not end Node.
    process.exitCode = 128 + process.getBuiltinModule('node:os').constants.signals[ended];
    process.kill(process.pid, ended);
  }
}
