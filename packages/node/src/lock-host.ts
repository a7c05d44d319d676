import { errnoOf, type LockHost, linuxProcesses } from '@turbosmtp-auth/core/files';
import { filePort } from './file-port.ts';

// Not imports: a bundler moves those to the top of its one file, where each start pays for them.
const { readlinkSync } = process.getBuiltinModule('node:fs');
const { lutimes, readFile, readlink } = process.getBuiltinModule('node:fs/promises');
const { hostname } = process.getBuiltinModule('node:os');

const linux = (): Pick<LockHost, 'scope' | 'process'> =>
  linuxProcesses({
    pid: process.pid,
    readText: (path) => readFile(path, 'utf8'),
    readLink: (path) => readlink(path),
  });

/** Linux counts threads as it counts processes. Read in one step: what is read later is read by another thread. */
function threadId(): number {
  try {
    const [pid, , thread] = readlinkSync('/proc/thread-self').split('/');
    return Number(pid) === process.pid ? Number(thread) : process.pid; // else it is another namespace's
  } catch {
    return process.pid; // no `/proc`, or none that may be read
  }
}

/** Elsewhere there are no namespaces, and when a process began is not to be had cheaply. */
const elsewhere: Pick<LockHost, 'scope' | 'process'> = {
  scope: async () => `${process.platform} ${hostname()}`,
  process: async (pid) => {
    try {
      process.kill(pid, 0); // sends nothing
      return { running: true, started: null };
    } catch (error) {
      return { running: errnoOf(error) !== 'ESRCH', started: null };
    }
  },
};

/** This thread, as locks in files see it. */
export const lockHost: LockHost = {
  files: filePort,
  pid: process.platform === 'linux' ? threadId() : process.pid,
  ...(process.platform === 'linux' ? linux() : elsewhere),
  touch: (path) => {
    const now = new Date();
    return lutimes(path, now, now);
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};
