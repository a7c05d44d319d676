import { type LockHost, linuxProcesses } from '@turbosmtp-auth/core/files';
import { filePort } from './file-port.ts';

/** Deno shows `/proc` only to those who may do everything. */
const everything = ['read', 'write', 'net', 'env', 'run', 'sys', 'ffi'] as const;

/** Asks for nothing: a prompt would cost more than the few seconds that a killed holder's lock takes without. */
const mayDoEverything = (): boolean =>
  everything.every((name) => Deno.permissions.querySync({ name }).state === 'granted');

const unknown: Pick<LockHost, 'scope' | 'process'> = {
  scope: async () => null,
  process: async () => null,
};

/** This process, as locks in files see it. */
export const lockHost = (): LockHost => ({
  files: filePort,
  pid: Deno.pid,
  ...(Deno.build.os === 'linux' && mayDoEverything()
    ? linuxProcesses({
        pid: Deno.pid,
        readText: (path) => Deno.readTextFile(path),
        readLink: (path) => Deno.readLink(path),
      })
    : unknown),
  touch: (path) => {
    const now = new Date();
    return Deno.utime(path, now, now);
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    Deno.unrefTimer(timer); // as it is: an object in Deno 2.9, whose number would be of no effect
    return () => clearInterval(timer);
  },
});
