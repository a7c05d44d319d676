import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const directory = join(import.meta.dirname, '..');

/** Runs a program of this folder in a fresh process, and returns the JSON that it prints. */
export async function runChild<T>(
  program: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const path = join(import.meta.dirname, program);
  const child = spawn(process.execPath, [...flags, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}`);
  return JSON.parse(text) as T; // the program and its reader are written together
}

/** Milliseconds from the start of a fresh process that evaluates some code to its end. */
export async function timeProcess(
  code: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: directory, // what the code imports is resolved from here
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const [exitCode] = await once(child, 'exit');
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (exitCode !== 0) throw new Error(`a process ended with exit code ${exitCode}:\n${code}`);
  return milliseconds;
}

/** A server in a process of its own, so that its work is not counted as the client's. */
export async function startServer(): Promise<AsyncDisposable & { readonly origin: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  return {
    origin: `http://127.0.0.1:${Number(port)}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
