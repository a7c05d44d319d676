import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import type { Order, Report } from './children/lock-worker.ts';
import type { Runtime } from './runtimes.ts';

/** A directory for locks, and one where those meet who hold them. */
export interface Ground {
  readonly locks: string;
  readonly ground: string;
  /** Starts a process that uses these locks. */
  start(runtime: Runtime): Promise<Worker>;
  /** What is left among the locks. */
  left(): Promise<string[]>;
}

/** All of it is gone when the test is over, which may run beside others. */
export async function prepareGround({
  onTestFinished,
}: Pick<TestContext, 'onTestFinished'>): Promise<Ground> {
  const root = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));
  const [locks, ground] = [join(root, 'locks'), join(root, 'ground')];
  await mkdir(ground);
  await writeFile(join(ground, 'counter'), '0'.padStart(12, '0'));
  return {
    locks,
    ground,
    start: async (runtime) => {
      const child = spawnWorker(runtime, locks);
      onTestFinished(() => void child.kill('SIGKILL'));
      return workerOf(child, runtime.name);
    },
    left: () => readdir(locks),
  };
}

type Said<S extends Report['said']> = Extract<Report, { said: S }>;

/** A process that obeys. */
export interface Worker {
  readonly runtime: string;
  readonly pid: number;
  order(order: Order): void;
  /** The next report of this kind. */
  hears<S extends Report['said']>(said: S): Promise<Said<S>>;
  signal(signal: NodeJS.Signals): void;
  /** Kills it; it is gone when this is. */
  kill(): Promise<void>;
  /** Lets it end by itself; answers the milliseconds that it took. */
  end(): Promise<number>;
}

function spawnWorker({ executable, flags, form }: Runtime, locks: string): ChildProcess {
  const program = fileURLToPath(new URL(`children/lock-in-${form}.ts`, import.meta.url));
  return spawn(executable, [...flags, program, locks], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function workerOf(child: ChildProcess, name: string): Promise<Worker> {
  const exited = once(child, 'exit');
  const waiting = new Map<Report['said'], ((report: Report) => void)[]>();
  const unheard: Report[] = [];
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report: Report = JSON.parse(line);
      if (report.said === 'failed') throw new Error(`${name}: ${report.error}`);
      const [first, ...rest] = waiting.get(report.said) ?? [];
      waiting.set(report.said, rest);
      if (first) first(report);
      else unheard.push(report);
    });
  const hears = <S extends Report['said']>(said: S): Promise<Said<S>> => {
    const index = unheard.findIndex((report) => report.said === said);
    if (index >= 0) return Promise.resolve(unheard.splice(index, 1)[0] as Said<S>); // as just found
    return new Promise((resolve) => {
      waiting.set(said, [...(waiting.get(said) ?? []), resolve as (report: Report) => void]); // called with this kind
    });
  };
  const { pid } = await Promise.race([
    hears('ready'),
    exited.then(([code]) => Promise.reject(new Error(`${name} ended at once, with ${code}`))),
  ]);
  return {
    runtime: name,
    pid,
    order: (order) => void child.stdin?.write(`${JSON.stringify(order)}\n`),
    hears,
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    end: async () => {
      const start = performance.now();
      child.stdin?.end();
      await exited;
      return performance.now() - start;
    },
  };
}
