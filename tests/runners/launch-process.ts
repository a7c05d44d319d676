import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { windows } from '../../tools/toolchain.mjs';
import type { Report } from '../suite/run-suite.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { directory, PATIENCE } from './run-conformance.ts';

/** The programs that this package depends on are found also by who runs a runner by hand. */
const env = {
  ...process.env,
  PATH: [join(directory, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
};

/** How long a process may live on after it has reported: nothing of ours may keep it alive. */
const farewell = 2_000;

/**
 * Runs a program that prints a report as one line, and then ends by itself.
 *
 * @throws MissingRuntimeError with `remedy` when the program does not start at all.
 */
export async function launchProcess(
  command: string,
  args: readonly string[],
  remedy: string,
): Promise<Report & { version: string }> {
  if (spawnSync(command, ['--version'], { stdio: 'ignore', env }).status !== 0)
    throw new MissingRuntimeError(remedy);
  const child = spawn(command, args, {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: the command may be a script that starts the runtime, which would outlive it.
    detached: !windows,
  });
  const kill = (): boolean => {
    if (windows || child.pid === undefined) return child.kill('SIGKILL');
    try {
      return process.kill(-child.pid, 'SIGKILL');
    } catch {
      return false; // all of it has ended
    }
  };
  const interrupted = (): void => {
    kill();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  const exit = once(child, 'exit');
  const lines: string[] = [];
  let isLate = false;
  let lingered = false;
  const late = setTimeout(() => {
    isLate = kill();
  }, PATIENCE);
  let lingering: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    lingering ??= setTimeout(() => {
      lingered = kill();
    }, farewell);
  }
  await exit;
  clearTimeout(late);
  clearTimeout(lingering);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  if (isLate) throw new Error(`it did not end in ${PATIENCE / 60_000} minutes`);
  const [report, ...more] = lines;
  if (report === undefined || more.length > 0)
    throw new Error(`it printed ${lines.length} lines, not one report`);
  if (lingered) throw new Error(`it had reported, but was still alive ${farewell} ms later`);
  if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
  return withVersion(JSON.parse(report));
}

function withVersion({ version, outcomes }: Report): Report & { version: string } {
  if (version === undefined) throw new Error('it did not tell its version');
  return { version, outcomes };
}
