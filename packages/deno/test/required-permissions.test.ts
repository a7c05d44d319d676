import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { secretServiceAvailable, startSecretService } from '../../../tools/secret-service.ts';
import type { Configuration } from './children/use-permitted.ts';
import { liveService } from './live-service.ts';
import { denoCommand, runDenoIn } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

const sandbox = createSandbox({
  accounts: [{ email: 'ada@example.test', password: 'Correct-Horse-9' }],
  consumers: [{ account: 'ada@example.test', key: 'consumer-key', secret: 'consumer-secret' }],
});

async function serve(): Promise<{ port: number; baseUrl: string }> {
  const { port, baseUrl, close } = await serveSandbox(sandbox);
  onTestFinished(close);
  return { port, baseUrl };
}

type Environment = Readonly<Record<string, string>>;

/** In a Deno that permits nothing, since saying what is needed needs nothing. */
const flagsOf = (configuration: Configuration): Promise<unknown> =>
  runDenoIn({}, 'use-permitted', [], 'flags', JSON.stringify(configuration));

const use = (configuration: Configuration, flags: readonly string[], environment: Environment) =>
  runDenoIn(environment, 'use-permitted', flags, 'use', JSON.stringify(configuration));

/** All that these flags allow, and each time one thing less: with what is left, and the flag for what is not. */
function* withOneLess(flags: readonly string[]): Generator<{ left: string[]; out: string }> {
  for (const flag of flags) {
    const others = flags.filter((each) => each !== flag);
    const [name, values] = flag.split('=');
    if (values === undefined) yield { left: others, out: flag };
    else
      for (const value of values.split(',')) {
        const rest = values.split(',').filter((each) => each !== value);
        yield {
          left: rest.length > 0 ? [...others, `${name}=${rest.join(',')}`] : others,
          out: `${name}=${value}`,
        };
      }
  }
}

/** Runs with exactly these flags, and without each of them. */
async function expectExactly(
  configuration: Configuration,
  flags: readonly string[],
  environment: Environment = {},
): Promise<void> {
  expect(await flagsOf(configuration)).toEqual(flags);
  expect(await use(configuration, flags, environment)).toBe('done');
  for (const { left, out } of withOneLess(flags)) {
    const net = out.startsWith('--allow-net');
    expect(await use(configuration, left, environment), `without ${out}`).toEqual({
      name: net ? 'NetworkError' : 'StorageError',
      code: net ? 'network' : 'storage_denied',
      hint: expect.stringContaining(`\`${out}\``),
    });
  }
}

describe('requiredPermissions', () => {
  it('is one host for a client with its key in memory, at a base URL of one’s own', async () => {
    const { port, baseUrl } = await serve();
    await expectExactly({ baseUrl }, [`--allow-net=127.0.0.1:${port}`]);
    await expectExactly({ baseUrl, store: 'memory' }, [`--allow-net=127.0.0.1:${port}`]);
  });

  it('is an error like any other if Deno does not know what kind of host that is', async () => {
    const configuration = { baseUrl: 'https://a*b.example/' };
    expect(await use(configuration, ['--allow-net=127.0.0.1'], {})).toMatchObject({ name: 'NetworkError' });
  });

  it('is the directory as well for sealed files, which hold their lock', async () => {
    const { port, baseUrl } = await serve();
    const directory = join(await scratchDirectory(), 'keys');
    const flags = [
      `--allow-net=127.0.0.1:${port}`,
      `--allow-read=${directory}`,
      `--allow-write=${directory}`,
    ];
    await expectExactly({ baseUrl, store: 'files', directory }, flags);
    expect(await flagsOf({ baseUrl, store: 'files', directory, locks: join(directory, 'locks') })).toEqual(
      flags,
    );
  });

  it('is one that Deno understands for a directory with a comma in its name', async () => {
    const { port, baseUrl } = await serve();
    const directory = join(await scratchDirectory(), 'keys, of "Ada"');
    const named = directory.replaceAll(',', ',,');
    const flags = [`--allow-net=127.0.0.1:${port}`, `--allow-read=${named}`, `--allow-write=${named}`];
    expect(await flagsOf({ baseUrl, store: 'files', directory })).toEqual(flags);
    expect(await use({ baseUrl, store: 'files', directory }, flags, {})).toBe('done');
  });

  it('is the directory of a file lock', async () => {
    const { port, baseUrl } = await serve();
    const locks = join(await scratchDirectory(), 'locks');
    await expectExactly({ baseUrl, locks }, [
      `--allow-net=127.0.0.1:${port}`,
      `--allow-read=${locks}`,
      `--allow-write=${locks}`,
    ]);
  });

  it.skipIf(!secretServiceAvailable())('is native code for the keychain, and nothing more', async () => {
    const { port, baseUrl } = await serve();
    const service = await startSecretService();
    onTestFinished(() => service.close());
    const flags = [`--allow-net=127.0.0.1:${port}`, '--allow-ffi'];
    await expectExactly({ baseUrl, store: 'keychain' }, flags, service.environment);
  });

  it('is the host of the live service, and with a consumer pair that of mail in its region', async (context) => {
    const { port } = await serve();
    const live = await liveService(port);
    if (!live) return context.skip();
    const base = 'pro.api.serversmtp.com';
    await expectExactly({}, [`--allow-net=${base}`], live.environment);
    expect([...live.reached]).toEqual([base]);
    const mail = { global: 'api.turbo-smtp.com', eu: 'api.eu.turbo-smtp.com' };
    await expectExactly({ consumer: true }, [`--allow-net=${base},${mail.global}`], live.environment);
    await expectExactly(
      { consumer: true, region: 'eu' },
      [`--allow-net=${base},${mail.eu}`],
      live.environment,
    );
    expect([...live.reached].sort()).toEqual([base, mail.global, mail.eu].sort());
  });

  it('is nothing for a fetch or a store that is not of this package', async () => {
    const files = { store: 'files', directory: '/var/lib/keys' } as const;
    expect(await flagsOf({ ...files, ownFetch: true })).toEqual([
      '--allow-read=/var/lib/keys',
      '--allow-write=/var/lib/keys',
    ]);
    expect(await flagsOf({ ...files, store: 'other' })).toEqual(['--allow-net=pro.api.serversmtp.com']);
  });

  it('is the base URL alone where a pair has a service of one’s own, and its port if that is not 443', async () => {
    const baseUrl = 'https://mail.example.test:8443/v2';
    expect(await flagsOf({ baseUrl, consumer: true })).toEqual(['--allow-net=mail.example.test:8443']);
    expect(await flagsOf({ baseUrl: 'http://localhost/api' })).toEqual(['--allow-net=localhost:80']);
  });
});

// A terminal is where Deno asks: elsewhere it never does.
const terminal = '/usr/bin/script';
const hasTerminal = process.platform === 'linux' && existsSync(terminal);
if (!hasTerminal) console.warn('SKIPPED: that no prompt is shown: script(1) of util-linux is needed');

/** Runs it in a terminal, without a word typed, and answers what was on the screen when it ended, or at the end of its time. */
async function screenOf(configuration: Configuration): Promise<string> {
  const quoted = denoCommand('use-permitted', [], ['use', JSON.stringify(configuration)])
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  const child = spawn(terminal, ['--quiet', '--command', `exec ${quoted}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], NO_COLOR: '1', TERM: 'dumb', SHELL: '/bin/sh' },
  });
  const stuck = setTimeout(() => child.kill(), 30_000);
  const [screen] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  clearTimeout(stuck);
  return screen;
}

describe.skipIf(!hasTerminal)('a permission that is missing, in a terminal,', () => {
  it.each<[flag: string, configuration: Configuration]>([
    ['--allow-net=127.0.0.1:9', { baseUrl: 'http://127.0.0.1:9/' }],
    ['--allow-net=pro.api.serversmtp.com', {}],
    [
      '--allow-read=/var/lib/keys --allow-write=/var/lib/keys',
      { store: 'files', directory: '/var/lib/keys' },
    ],
    ['--allow-read=/var/lib/locks --allow-write=/var/lib/locks', { locks: '/var/lib/locks' }],
    ['--allow-ffi', { store: 'keychain' }],
  ])('is told as an error that names %s, and no prompt is shown', async (flag, configuration) => {
    const screen = await screenOf(configuration);
    expect(screen).not.toMatch(/Deno requests|Allow\?/);
    expect(JSON.parse(screen)).toMatchObject({ hint: expect.stringContaining(`\`${flag}\``) });
  });
});
