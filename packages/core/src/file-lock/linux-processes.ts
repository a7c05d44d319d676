import { unless } from '../files/errno.ts';
import type { LockHost, ProcessFacts } from './lock-host.ts';

/** Reads below `/proc`. Both reject with the runtime's own errors. */
export interface ProcReader {
  readText(path: string): Promise<string>;
  readLink(path: string): Promise<string>;
}

/** Nothing is there, or the process ended while it was read. */
const gone = ['ENOENT', 'ESRCH'];

/** Processes of Linux, by `/proc`: the same names and facts whatever the runtime, so that locks of all can be shared. */
export function linuxProcesses({ readText, readLink }: ProcReader): Pick<LockHost, 'scope' | 'process'> {
  let scope: Promise<string | null> | undefined;
  return {
    scope: () => {
      scope ??= Promise.all([
        readText('/proc/sys/kernel/random/boot_id'),
        readLink('/proc/self/ns/pid'), // containers of one machine count their processes apart
      ]).then(
        ([boot, namespace]) => (boot && namespace ? `${boot.trim()} ${namespace}` : null),
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
  // Zombies keep their id until their parent asks for their status, which in many a container nobody ever does.
  return { running: !/[ZXx]/.test(state), started };
}
