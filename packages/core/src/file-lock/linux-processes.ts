import { unless } from '../files/errno.ts';
import type { LockHost, ProcessFacts } from './lock-host.ts';

/**
 * Reads below `/proc`.
 *
 * @throws The runtime's own errors.
 */
export interface ProcReader {
  /** The id of this process. A `/proc` that calls it otherwise is that of another namespace, and nothing in it is believed. */
  readonly pid?: number;
  /** The whole of a file. */
  readText(path: string): Promise<string>;
  /** Where a link leads. */
  readLink(path: string): Promise<string>;
}

/** Nothing is there, or the process ended while it was read. */
const gone = ['ENOENT', 'ESRCH'];

/**
 * Processes of Linux, by `/proc`: the same names and facts on every runtime, so that all can share locks. For authors of
 * adapters.
 */
export function linuxProcesses({
  pid: own,
  readText,
  readLink,
}: ProcReader): Pick<LockHost, 'scope' | 'process'> {
  let scope: Promise<string | null> | undefined;
  return {
    scope: () => {
      scope ??= Promise.all([
        readText('/proc/sys/kernel/random/boot_id'),
        readLink('/proc/self/ns/pid'), // containers of one machine count their processes apart
        own === undefined ? undefined : readLink('/proc/self'),
      ]).then(
        ([boot, namespace, self]) =>
          boot && namespace && self === own?.toString() ? `${boot.trim()} ${namespace}` : null,
        () => null,
      );
      return scope;
    },
    process: (pid) =>
      unless(readText(`/proc/${pid}/stat`), gone, null).then(
        (text) => (text === null ? { running: false, started: null } : parseStat(text)),
        () => null,
      ),
  };
}

/** Of `pid (name) state …`; see proc(5). The name may hold spaces and parentheses. */
function parseStat(text: string): ProcessFacts | null {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  if (!state || !started) return null;
  // Zombies keep their id until their parent asks for their status, which never happens in many containers.
  return { running: !/[ZXx]/.test(state), started };
}
