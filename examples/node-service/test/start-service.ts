import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { onTestFinished } from 'vitest';

export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const folder = join(import.meta.dirname, '..');

/** The service as it runs in a process of its own, with nothing in its environment but what it is given. */
export interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  /** All that it printed. */
  output(): string;
  /** Ends it by a signal, and says with what code it ended and after how many milliseconds. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; took: number }>;
}

/** The API that it calls. */
export async function startApi(): Promise<{ sandbox: Sandbox; baseUrl: string }> {
  const sandbox = createSandbox({ accounts: [account] });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  return { sandbox, baseUrl: server.baseUrl };
}

/** A directory as secrets are mounted in: a file each. */
export async function mountSecrets(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  for (const [name, text] of Object.entries(files))
    await writeFile(join(directory, name), text, { mode: 0o400 });
  return directory;
}

/** Starts it as its reader would, and waits until it listens. */
export async function startService(
  environment: Readonly<Record<string, string>>,
  cwd: string = folder,
  program: readonly string[] = ['src/main.ts'],
): Promise<Running> {
  const child = spawn(process.execPath, program, {
    cwd,
    env: { PORT: '0', TURBOSMTP_EMAIL: account.email, TURBOSMTP_AUTH_KEYCHAIN: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  let port: string | undefined;
  while (!port) {
    port = /listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
    if (child.exitCode !== null) throw new Error(`the service did not start:\n${printed}`);
    await sleep(20);
  }
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      const start = performance.now();
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code] = await exit;
      return { code, took: performance.now() - start };
    },
  };
}

/** Runs one of its programs to its end. */
export async function runProgram(
  program: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string = folder,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, program, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}
