import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import {
  bin,
  type CommandLine,
  commandLine,
  type Given,
  type Json,
  secrets,
  storeOf,
} from './command-line.ts';
import { startTerminal } from './terminal.ts';

const node = process.execPath;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `exec` as a process: it runs another one, and signals are for processes. */
async function exec(line: CommandLine, args: readonly string[], given: Given = {}): Promise<Ended> {
  const child = line.start(['exec', ...args], given);
  child.stdin.end(given.input);
  const [out, err, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>, // as documented
  ]);
  return { code, signal, out, err };
}

/** What `--json`, which stands before the dashes, says of a command that was not run. */
async function refused(
  line: CommandLine,
  ...args: readonly string[]
): Promise<{ code: number | null; object: Json }> {
  const { code, out, err } = await line.run(['exec', '--json', ...args]);
  expect(err).toBe('');
  return { code, object: JSON.parse(out) };
}

const ada = async (): Promise<CommandLine> => {
  const line = await commandLine();
  await line.signIn();
  return line;
};

/** A program that prints what it was given of ours, and its arguments. */
const shows = [
  node,
  '-e',
  `const { TURBOSMTP_AUTH_KEY, TURBOSMTP_CONSUMER_KEY, TURBOSMTP_CONSUMER_SECRET } = process.env;
   console.log(JSON.stringify({ TURBOSMTP_AUTH_KEY, TURBOSMTP_CONSUMER_KEY, TURBOSMTP_CONSUMER_SECRET, args: process.argv.slice(1) }))`,
];

const outer = {
  TURBOSMTP_AUTH_KEY: 'of-before',
  TURBOSMTP_CONSUMER_KEY: 'of-before',
  TURBOSMTP_CONSUMER_SECRET: 'of-before',
};

describe('exec', () => {
  it('gives the command the key in its environment, and its own arguments as they are', async () => {
    const line = await ada();
    const args = ['--json', '--profile', 'x y', '$HOME', '', '--'];
    const { code, out, err } = await exec(line, ['--', ...shows, '--', ...args], { env: outer });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { object } = await line.json(['key', '--reveal'], { reveals: true });
    expect(JSON.parse(out)).toEqual({ TURBOSMTP_AUTH_KEY: object['key'], args });
  });

  it('gives it the saved pair with --consumer, with nobody signed in, and no key', async () => {
    const line = await ada();
    const create = ['consumer-keys', 'create', '--permission', 'SEND_API', '--save', '--reveal'];
    const { object } = await line.json(create, { reveals: true });
    await line.run(['logout']);
    const { code, out } = await exec(line, ['--consumer', '--', ...shows], { env: outer });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      TURBOSMTP_CONSUMER_KEY: object['key'],
      TURBOSMTP_CONSUMER_SECRET: object['secret'],
      args: [],
    });
  });

  it('says what to do where no pair is saved', async () => {
    const line = await ada();
    expect(await refused(line, '--consumer', '--', node, '-e', '0')).toMatchObject({
      code: 2,
      object: { error: { message: 'No consumer pair is saved for profile default.' } },
    });
  });

  it('hands the standard streams over, byte for byte', async () => {
    const line = await ada();
    const input = Buffer.from(Array.from({ length: 300_000 }, (_, at) => 32 + (at % 90)));
    const { out, code } = await exec(line, ['--', node, '-e', 'process.stdin.pipe(process.stdout)'], {
      input,
    });
    expect(code).toBe(0);
    expect(out).toBe(input.toString());
  });

  it('hands no key to a command where nobody is signed in', async () => {
    const line = await commandLine();
    const { code, out } = await exec(line, ['--', ...shows]);
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });

  it.each([
    [9, 3],
    [11, 0],
  ])('with %d minutes left ends with %d', async (minutes, expected) => {
    const line = await ada();
    await leave(line, minutes);
    const { code, out } = await exec(line, ['--', node, '-e', 'console.log(1)']);
    expect({ code, out }).toEqual({ code: expected, out: expected === 0 ? '1\n' : '' });
    if (expected === 3)
      expect((await refused(line, '--', node, '-e', '0')).object['error']).toMatchObject({
        code: 'signed_out',
        message: 'The API key has less than ten minutes left.',
        next: 'turbosmtp-auth login',
      });
  });

  it.each([[['exec', node]], [['exec', 'curl', '-H', 'x']], [['exec', '--consumer', node]]])(
    'wants dashes before the command: %j',
    async (args) => {
      const line = await commandLine();
      const { code, err } = await line.run(args);
      expect({ code, err }).toEqual({
        code: 2,
        err: 'error: The two dashes before the command are missing. Write `turbosmtp-auth exec -- command`.\n',
      });
    },
  );

  it.each([0, 1, 3, 42, 126, 127, 255])('ends with the exit code of the command: %d', async (wanted) => {
    const line = await ada();
    expect(await exec(line, ['--', node, '-e', `process.exit(${wanted})`])).toEqual({
      code: wanted,
      signal: null,
      out: '',
      err: '',
    });
  });
});

/** Moves the end of the stored key, as time does. */
async function leave(line: CommandLine, minutes: number): Promise<void> {
  const slot = { origin: new URL(line.server.baseUrl).origin, profile: 'default', kind: 'session' } as const;
  const store = storeOf(line);
  const record = await store.get(slot);
  if (record?.kind !== 'session') throw new Error('nobody is signed in');
  const expiresAt = Date.now() + record.clockOffset + minutes * 60_000;
  expect(await store.set(slot, { ...record, expiresAt }, record.gen)).toBe(true);
}

describe('a command that cannot be run', () => {
  it.each([
    ['does not exist', 127, 'no-such-program'],
    ['does not exist at its path', 127, '/no/such/program'],
    ['has no name, as an unset variable in quotes has none', 127, ''],
    ['is a directory', 126, '/'],
  ])('because it %s', async (_, expected, command) => {
    const line = await ada();
    const { code, out, err } = await exec(line, ['--', command, secrets.password]);
    expect({ code, out }).toEqual({ code: expected, out: '' });
    expect(err).not.toContain(secrets.password);
    expect(await refused(line, '--', command)).toMatchObject({
      code: expected,
      object: { error: { exitCode: expected } },
    });
  });

  it.skipIf(process.platform === 'win32').each([
    ['lies below a file', 127, () => `${process.execPath}/x`],
    ['has a name of 5,000 characters', 127, () => 'x'.repeat(5000)],
    ['is a loop of links', 126, ({ home }: CommandLine) => join(home, 'loop')],
  ])('because it %s', async (_, expected, commandOf) => {
    const line = await ada();
    await symlink('loop', join(line.home, 'loop'));
    expect(await refused(line, '--', commandOf(line))).toMatchObject({
      code: expected,
      object: { error: { exitCode: expected } },
    });
  });

  it.skipIf(process.platform === 'win32')('because nobody may run it', async () => {
    const line = await ada();
    const file = join(line.home, 'no-program');
    await writeFile(file, 'exit 0', { mode: 0o644 });
    expect(await exec(line, ['--', file])).toMatchObject({ code: 126, out: '' });
  });
});

describe.skipIf(process.platform === 'win32')('signals', () => {
  /** Starts a command that says when it is ready. */
  async function started(line: CommandLine, script: string): Promise<ReturnType<CommandLine['start']>> {
    const child = line.start([
      'exec',
      '--',
      node,
      '-e',
      `${script}; setInterval(() => {}, 1000); console.log('ready')`,
    ]);
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    return child;
  }

  it.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const)(
    'to exec go to the command: %s',
    async (signal) => {
      const line = await ada();
      const child = await started(line, `process.on('${signal}', () => process.exit(42))`);
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([42, null]);
    },
  );

  it.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR2', 'SIGKILL', 'SIGABRT'] as const)(
    'that end the command end exec in the same way: %s',
    async (signal) => {
      const line = await ada();
      const ended = await exec(line, [
        '--',
        node,
        '-e',
        `process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000)`,
      ]);
      expect(ended).toEqual({ code: null, signal, out: '', err: '' });
    },
  );

  it('that Node itself survives come out as a shell writes them', async () => {
    const line = await ada();
    const { code, signal } = await exec(line, ['--', 'sh', '-c', 'kill -PIPE $$']);
    expect({ code, signal }).toEqual({ code: 128 + constants.signals.SIGPIPE, signal: null });
  });

  it('that the command ignores end neither, however many', async () => {
    const line = await ada();
    const child = await started(
      line,
      `process.on('SIGTERM', () => console.log('ignored')); process.on('SIGUSR2', () => process.exit(7))`,
    );
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    for (const times of [1, 2, 3]) {
      child.kill('SIGTERM');
      await expect.poll(() => said).toBe('ignored\n'.repeat(times));
    }
    child.kill('SIGUSR2');
    expect(await once(child, 'close')).toEqual([7, null]);
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('exec on a terminal', () => {
  const shell = (line: CommandLine) =>
    startTerminal(['sh'], { ...line.env, CLI: `${node} ${bin}`, PS1: '> ' });

  it('asks for the password where the key ends soon, and then runs the command', async () => {
    const line = await ada();
    await leave(line, 4);
    const before = (await line.json(['key', '--reveal'], { reveals: true })).object['key'];
    const terminal = await shell(line);
    await terminal.type(
      `clear; $CLI exec -- sh -c 'test "$TURBOSMTP_AUTH_KEY" != ${before} && echo "new key"'; echo "ended: $?"`,
      'Enter',
    );
    await terminal.waitFor(
      /Signed in as ada@example\.com until .* \(in 3 min\)[\s\S]*Password of ada@example\.com \(not shown\):/,
    );
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/^new key\n[\s\S]*ended: 0/m);
    expect(await terminal.everything()).not.toContain(secrets.password);
  });

  it('asks for the address as well where nobody is signed in, and Ctrl-C runs nothing', async () => {
    const line = await commandLine();
    const terminal = await shell(line);
    await terminal.type(`clear; $CLI exec -- echo it "ran"; echo "ended: $?"`, 'Enter');
    await terminal.waitFor(/E-mail address: /);
    await terminal.type('C-c');
    expect(await terminal.waitFor(/ended: 130/)).not.toContain('it ran\n');
  });

  it('leaves Ctrl-C to the command, which gets it once', async () => {
    const line = await ada();
    await mkdir(join(line.home, 'bin'));
    const program = join(line.home, 'bin', 'counts.mjs');
    await writeFile(
      program,
      `let count = 0;
       process.on('SIGINT', () => { count++; setTimeout(() => { console.log('count', count); process.exit(5); }, 500); });
       setInterval(() => {}, 1000); console.log('waiting');`,
    );
    const terminal = await shell(line);
    await terminal.type(`clear; $CLI exec -- ${node} ${program}; echo "ended: $?"`, 'Enter');
    await terminal.waitFor(/^waiting$/m);
    await terminal.type('C-c');
    await terminal.waitFor(/count 1\s+ended: 5/);
  });
});
