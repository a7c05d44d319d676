import { lutimes, readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errnoOf, type LockHost, linuxProcesses } from '@turbosmtp-auth/core/files';
import { filePort } from './file-port.ts';

const linux = (): Pick<LockHost, 'scope' | 'process'> =>
  linuxProcesses({
    readText: (path) => readFile(path, 'utf8'),
    readLink: (path) => readlink(path),
  });

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

/** This process, as locks in files see it. */
export const lockHost: LockHost = {
  files: filePort,
  pid: process.pid,
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
