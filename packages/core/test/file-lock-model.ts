import type { Clock } from '../src/clock.ts';
import { createFileLock, type LockHost } from '../src/files.ts';
import type { Lock } from '../src/locks/lock.ts';
import { type MemoryFilePort, memoryFilePort, osError } from './memory-file-port.ts';

// Processes on a model of a file system, for the tests of the lock in files.

export const LOCKS = '/home/someone/state/turbosmtp-auth/locks';

/** A process of the model. It can be killed, which is final, or stopped, and then it does nothing until it goes on. */
export interface ModelProcess {
  readonly pid: number;
  readonly lock: Lock;
  readonly port: MemoryFilePort;
  scope: string | null;
  killed: boolean;
  stopped: boolean;
}

export interface Model {
  readonly files: MemoryFilePort['files'];
  readonly processes: ModelProcess[];
  start(settings?: Partial<ModelSettings>): ModelProcess;
  /** Lets time pass: for every clock, and for what is done again and again. */
  pass(ms: number): void;
  names(): string[];
}

export interface ModelSettings {
  scope: string | null;
  links: boolean;
  /** What the wall clock of this process says more than that of others. */
  skew: number;
  pid: number;
  started: string;
  /** Delays each step; the order of steps is what a test of races varies. */
  schedule: (process: ModelProcess, step: string) => Promise<void>;
}

export function model(): Model {
  const { files } = memoryFilePort();
  const processes: (ModelProcess & { started: string })[] = [];
  const repeated = new Set<{ process: ModelProcess; ms: number; due: number; work: () => void }>();
  const sleepers = new Set<{ until: number; wake: () => void }>();
  let now = Date.now();

  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
  };

  const start: Model['start'] = (settings = {}) => {
    const { links = true, skew = 0, pid = 100 + processes.length, started = String(now) } = settings;
    const inner = memoryFilePort(files);
    const gate = async (step: string): Promise<void> => {
      await settings.schedule?.(process, step);
      // What is dead does nothing any more, not even fail.
      if (process.killed) await new Promise(() => {});
      while (process.stopped) await new Promise<void>((resolve) => setImmediate(resolve));
    };
    const guarded = <Args extends [string, ...unknown[]], T>(
      step: string,
      work: (...args: Args) => Promise<T>,
    ): ((...args: Args) => Promise<T>) => {
      return async (...args) => {
        await gate(step);
        const result = await work(...args);
        await gate(`${step} done`);
        return result;
      };
    };
    const port: MemoryFilePort = {
      ...inner,
      facts: guarded('facts', inner.facts),
      open: guarded('open', inner.open),
      create: guarded('create', async (path, bytes) => {
        await inner.create(path, bytes);
        const made = files.get(path);
        // Ids of files that several ports made would be the same.
        if (made) Object.assign(made, { modified: now + skew, id: crypto.randomUUID() });
      }),
      link: guarded('link', async (from, to) => (links ? inner.link(from, to) : 'unsupported')),
      remove: guarded('remove', inner.remove),
      list: guarded('list', inner.list),
    };
    const host: LockHost = {
      files: port,
      pid,
      scope: async () => process.scope,
      process: async (other) => {
        const found = processes.findLast((each) => each.pid === other && each.scope === process.scope);
        return found ? { running: !found.killed, started: found.started } : { running: false, started: null };
      },
      touch: guarded('touch', async (path: string) => {
        const found = files.get(path);
        if (!found) throw osError('ENOENT', path);
        found.modified = now + skew;
      }),
      every: (ms, work) => {
        const beat = { process, ms, due: now + ms, work };
        repeated.add(beat);
        return () => repeated.delete(beat);
      },
    };
    const { scope = 'this boot' } = settings;
    const process = {
      pid,
      port,
      scope,
      started,
      killed: false,
      stopped: false,
      lock: createFileLock({ host: () => host, directory: () => LOCKS, clock }),
    };
    processes.push(process);
    return process;
  };

  return {
    files,
    processes,
    start,
    pass: (ms) => {
      now += ms;
      for (const beat of repeated) {
        if (beat.process.killed || beat.process.stopped || beat.due > now) continue;
        beat.due = now + beat.ms;
        beat.work();
      }
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    names: () =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${LOCKS}/`))
        .map((path) => path.slice(LOCKS.length + 1)),
  };
}
