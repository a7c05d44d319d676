// A real Redis for tests: where it is, and how to run one that nobody else uses.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The path of the first of: REDIS_SERVER_PATH, a `redis-server` or `valkey-server` on the PATH. */
export function redisServerExecutable(): string | undefined {
  const { PATH = '', REDIS_SERVER_PATH }: Partial<Record<string, string>> = process.env;
  const onPath = PATH.split(delimiter).flatMap((directory) =>
    ['redis-server', 'valkey-server'].map((name) => join(directory, name)),
  );
  return [REDIS_SERVER_PATH, ...onPath].find((path) => path && existsSync(path));
}

/**
 * Whether there is a Redis to test with. Where there is none it says so and how to get one; in CI it throws, since there a
 * test that does not run is a failure.
 */
export function redisServerAvailable(): boolean {
  if (redisServerExecutable()) return true;
  const remedy =
    'Install redis-server (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis).';
  if (process.env['CI'] && process.env['CI'] !== 'false') throw new Error(`There is no Redis. ${remedy}`);
  console.warn(`\n!!! REDIS IS MISSING: nothing is tested with it. ${remedy} !!!\n`);
  return false;
}

/** A Redis of its own, empty and without persistence. Disposing it ends it. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly process: ChildProcess;
  /** Stops the process where it is, as a machine that hangs would, and lets it go on. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a Redis on a free loopback port; `options` go to it as `--name value`. */
export async function startRedisServer(
  options: Readonly<Record<string, string>> = {},
  port?: number,
): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'redis-'));
  const listening = port ?? (await freePort());
  const settings = {
    port: String(listening),
    bind: '127.0.0.1',
    dir: directory,
    save: '',
    appendonly: 'no',
    ...options,
  };
  const child = spawn(
    redisServerExecutable() ?? 'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exit = once(child, 'exit');
  await ready(child);
  const close = async (): Promise<void> => {
    child.kill('SIGKILL'); // which also ends one that is stopped
    await exit;
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  return {
    port: listening,
    process: child,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function ready(child: ChildProcess): Promise<void> {
  let log = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  while (!/Ready to accept connections/i.test(log)) {
    if (child.exitCode !== null) throw new Error(`Redis did not start:\n${log}`);
    await sleep(10);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  // Only a pipe's address is a string.
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
