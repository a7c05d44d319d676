// A shell of somebody who follows a document: on a machine of their own, with a service and our packages on loopback.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { type SandboxServer, serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { listen } from '../../tools/release/registry.mjs';

export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' } as const;

/** How long a block may take, in milliseconds. It only stops what hangs. */
const PATIENCE = 300_000;

/** What a block has printed so far. */
export interface Printed {
  readonly out: string;
  readonly err: string;
}

export interface Given {
  /** What a person types, or all of standard input. */
  readonly input?: string;
  /** Whether the block has printed what a person waits for before typing. */
  readonly prompt?: (printed: Printed) => boolean;
  /** Variables that are set from now on. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One shell. What a block changes in it, the next block finds: the directory, and the environment. */
export interface Shell extends AsyncDisposable {
  readonly directory: string;
  readonly home: string;
  /** What the live service is here. */
  readonly sandbox: Sandbox;
  readonly server: SandboxServer;
  /** Where programs of a block may listen. */
  readonly ports: readonly [number, number];
  write(files: Readonly<Record<string, string>>): Promise<void>;
  run(code: string, given?: Given): Promise<Printed & { readonly code: number | null }>;
  /** Starts what does not end by itself, and waits until it has printed this. */
  start(code: string, until: RegExp): Promise<Printed>;
}

/** Where programs are found, without those that this repository has installed: Node, and what the machine has. */
const programs = [
  dirname(process.execPath),
  ...(process.env['PATH'] ?? '').split(delimiter).filter((path) => !path.includes('node_modules')),
];
const deno = join(import.meta.dirname, '../node_modules/deno/bin.cjs');

/** The settings of this machine that such a machine would have too. */
const kept = /^(?:LANG|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|CURL_CA_BUNDLE|\w+_proxy)$/i;

const setting = async (name: string): Promise<string> =>
  (await promisify(execFile)('npm', ['config', 'get', name])).stdout.trim();

/** Only our packages come from loopback. A registry is asked for nothing but packages. */
async function npmrc(registry: string): Promise<string> {
  const settings = {
    registry: await setting('registry'),
    '@turbosmtp-auth:registry': registry,
    cache: await setting('cache'),
    'prefer-offline': true,
    audit: false,
    fund: false,
    'update-notifier': false,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function freePort(): Promise<number> {
  await using server = await listen(() => {});
  return Number(new URL(server.url).port);
}

/** Ends a process and all that it started. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

/** Where this machine gets our packages. */
export interface Registries {
  readonly npm: string;
  readonly jsr: string;
}

export async function openShell(registries: Registries): Promise<Shell> {
  await using undo = new AsyncDisposableStack();
  const place = await mkdtemp(join(tmpdir(), 'documented-'));
  undo.defer(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));
  const directory = join(place, 'project');
  const home = join(place, 'home');
  for (const each of [directory, home]) await mkdir(each);
  await writeFile(join(home, '.npmrc'), await npmrc(registries.npm));
  await mkdir(join(place, 'bin'));
  await writeFile(join(place, 'bin', 'deno'), `#!/bin/sh\nexec node '${deno}' "$@"\n`, { mode: 0o755 });
  const sandbox = createSandbox({ accounts: [account] });
  const server = await serveSandbox(sandbox);
  undo.defer(() => server.close());

  const global = join(home, '.npm-global');
  const loopback = [process.env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name))),
    no_proxy: loopback,
    NO_PROXY: loopback,
    HOME: home,
    PATH: [join(global, 'bin'), ...programs, join(place, 'bin')].join(delimiter),
    npm_config_prefix: global,
    NO_COLOR: '1',
    JSR_URL: registries.jsr,
    TURBOSMTP_AUTH_KEYCHAIN: 'off',
    TURBOSMTP_BASE_URL: server.baseUrl,
  };
  const children: ChildProcess[] = [];
  undo.defer(() => {
    for (const child of children) end(child);
  });

  /** Into files, since a program that is left running would keep a pipe open. */
  const launch = (code: string, given: Readonly<Record<string, string>> = {}) => {
    const files = ['out', 'err'].map((name) => join(place, `${children.length}-${name}`));
    const [out = 0, err = 0] = files.map((file) => openSync(file, 'w'));
    const script = [
      `[ ! -e '${place}/environment' ] || . '${place}/environment'`,
      `[ ! -e '${place}/directory' ] || cd "$(cat '${place}/directory')"`,
      ...Object.entries(given).map(([name, value]) => `export ${name}='${value}'`),
      'set -eo pipefail',
      code,
      `export -p > '${place}/environment'; pwd > '${place}/directory'`,
    ];
    const child = spawn('bash', ['-c', script.join('\n')], {
      cwd: directory,
      // A package of ours has the same version in every run, and npx keeps what it has downloaded.
      env: { ...env, ...(code.includes('npx -p ') && { npm_config_cache: join(place, 'npm') }) },
      stdio: ['pipe', out, err],
      detached: true, // a group of its own, to end all of it
    });
    for (const file of [out, err]) closeSync(file);
    children.push(child);
    const printed = (): Printed => {
      const [out = '', err = ''] = files.map((file) => readFileSync(file, 'utf8'));
      return { out, err };
    };
    const until = async (isSo: (printed: Printed) => boolean): Promise<void> => {
      const limit = Date.now() + PATIENCE;
      while (!isSo(printed())) {
        if (child.exitCode !== null || Date.now() > limit)
          throw new Error(
            `It ended, or hangs, before it printed what was expected: ${JSON.stringify(printed())}`,
          );
        await sleep(20);
      }
    };
    return { child, printed, until };
  };

  const held = undo.move();
  return {
    directory,
    home,
    sandbox,
    server,
    ports: [await freePort(), await freePort()],
    write: async (files) => {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(directory, name)), { recursive: true });
        await writeFile(join(directory, name), text);
      }
    },
    run: async (code, { input = '', prompt = () => true, env: more } = {}) => {
      const { child, printed, until } = launch(code, more);
      const ended = once(child, 'exit');
      const late = setTimeout(end, PATIENCE, child);
      await until(prompt);
      child.stdin?.on('error', () => {}); // A program need not read it.
      child.stdin?.end(input);
      const [status] = await ended;
      clearTimeout(late);
      return { code: status, ...printed() };
    },
    start: async (code, pattern) => {
      const { printed, until } = launch(code);
      await until(({ out }) => pattern.test(out));
      return printed();
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
