import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeHints } from '../src/hints.ts';
import { startProxy } from './forward-proxy.ts';
import { pinnedNode } from './pinned-node.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { host, startTlsSandbox } from './tls-sandbox.ts';

// Whole programs, on each Node that is supported: what they load, where they go, and that they end.

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const baseUrl = `https://${host}/api/v2`;

interface Program {
  readonly node?: string;
  readonly entry?: string;
  readonly what?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly to?: string;
}

interface Outcome {
  readonly outcome: unknown;
  /** Whether the npm package was loaded. */
  readonly undici: boolean;
  /** For how many turns of ten milliseconds it was kept after its last call. */
  readonly turns: number;
}

const logIn = ({
  node = process.execPath,
  entry = path('../src/index.ts'),
  what = '',
  env,
  to = baseUrl,
}: Program) =>
  new Promise<Outcome>((resolve, reject) => {
    const args = ['--no-warnings', path('./children/log-in.ts'), entry, to, what];
    execFile(
      node,
      args,
      { env: { PATH: '', TURBOSMTP_AUTH_KEYCHAIN: 'off', ...env }, timeout: 60_000 },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))),
    );
  });

/** Runs it, and expects it to end as soon as its last call has. */
async function logInAndEnd(program: Program): Promise<Omit<Outcome, 'turns'>> {
  const { turns, ...said } = await logIn(program);
  expect(turns).toBeLessThan(50);
  return said;
}

describe.each(['node-22', 'node-24', 'node'])('%s', (line) => {
  it('goes through the proxy of the environment, trusts NODE_EXTRA_CA_CERTS, and ends', async () => {
    const node = await pinnedNode(line);
    const service = await startTlsSandbox();
    const proxy = await startProxy({ hosts: { [host]: service.port }, password: 'ada:lovelace' });
    const env = {
      https_proxy: `http://ada:lovelace@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: service.authority.file,
    };
    expect(await logInAndEnd({ node, env })).toEqual({ outcome: 200, undici: true });
    expect(proxy.asked).toContain(`CONNECT ${host}:443`);
  });
});

it('an https proxy keeps no program alive', async () => {
  const service = await startTlsSandbox();
  const proxy = await startProxy({ hosts: { [host]: service.port }, tls: service.authority.server });
  const env = { NODE_EXTRA_CA_CERTS: service.authority.file, OPTION: `https://localhost:${proxy.port}` };
  expect(await logInAndEnd({ env, what: 'by option' })).toEqual({ outcome: 200, undici: true });
});

it('a proxy that never answers keeps no program alive', async () => {
  for (const onConnect of [
    () => {},
    (socket: import('node:net').Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'),
  ]) {
    const proxy = await startProxy({ hosts: { [host]: 1 }, onConnect });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const { outcome } = await logInAndEnd({ what: 'fetch', env });
    expect(outcome).toMatchObject({ name: 'TimeoutError' });
  }
});

it('Node itself going through proxies changes nothing for this machine', async () => {
  const service = await startTlsSandbox();
  const proxy = await startProxy({ hosts: { localhost: service.port } });
  const env = {
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: service.authority.file,
  };
  const to = `https://localhost:${service.port}/api/v2`;
  expect(await logIn({ env, to })).toMatchObject({ outcome: 200, undici: true });
  expect(proxy.connections).toBe(0);
});

it('an environment without proxies has undici not loaded', async () => {
  const service = await startTlsSandbox();
  const env = { NODE_EXTRA_CA_CERTS: service.authority.file, NO_PROXY: 'a.test', HTTPS_PROXY: '' };
  const to = `https://localhost:${service.port}/api/v2`;
  expect(await logInAndEnd({ env, to })).toEqual({ outcome: 200, undici: false });
});

/** The package without its optional ones. */
async function alone(): Promise<{ entry: string; modules: string }> {
  const directory = await scratchDirectory();
  const modules = join(directory, 'node_modules');
  await mkdir(join(modules, '@turbosmtp-auth'), { recursive: true });
  await symlink(path('../../core'), join(modules, '@turbosmtp-auth', 'core'), 'junction');
  await cp(path('../src'), join(directory, 'src'), { recursive: true });
  await cp(path('../package.json'), join(directory, 'package.json'));
  return { entry: join(directory, 'src', 'index.ts'), modules };
}

it('says what to install where undici is needed and missing', async () => {
  const { entry } = await alone();
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
  for (const what of ['login', 'fetch']) {
    expect(await logIn({ entry, env, what })).toMatchObject({
      outcome: {
        name: 'InvalidInputError',
        hint: expect.stringContaining('npm install undici@7'),
        issues: [{ path: 'fetch', code: 'undici_not_installed' }],
      },
      undici: false,
    });
  }
});

it('says so where the undici that is there cannot be loaded, and repeats nothing that it threw', async () => {
  const { entry, modules } = await alone();
  await mkdir(join(modules, 'undici'));
  await writeFile(join(modules, 'undici', 'index.js'), "throw new Error('not this Node');");
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
  for (const what of ['login', 'fetch']) {
    const { outcome } = await logIn({ entry, env, what });
    expect(outcome).toMatchObject({
      name: 'InvalidInputError',
      hint: nodeHints.undici_not_loaded,
      issues: [{ path: 'fetch', code: 'undici_not_loaded', message: nodeHints.undici_not_loaded }],
    });
    expect(JSON.stringify(outcome)).not.toContain('not this Node');
  }
});
