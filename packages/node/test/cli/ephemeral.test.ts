import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { createClient } from '../../src/index.ts';
import { stateDirectory } from '../../src/state-directory.ts';
import { account, bin, type CommandLine, commandLine, type Json, secrets } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const node = process.execPath;
const preload = fileURLToPath(new URL('preload/kill-at-step.mjs', import.meta.url));
const run = ['exec', '--ephemeral', '--permission', 'SEND_API', '--permission', 'APIS', '--'];

const ada = async (): Promise<CommandLine> => {
  const line = await commandLine();
  await line.signIn();
  return line;
};

const notesOf = ({ home }: CommandLine): string =>
  join(stateDirectory(process.platform, { HOME: home, LOCALAPPDATA: home }), 'runs');

const notes = (line: CommandLine): Promise<string[]> => readdir(notesOf(line)).catch(() => []);

const asked = ({ sandbox }: CommandLine, method: string): number =>
  sandbox.requests
    .list()
    .filter((request) => request.path.includes('/user/consumerKeys') && request.method === method).length;

/** The pairs on the service, asked for past the command line, so that this finds and ends nothing. */
async function pairs({ sandbox }: CommandLine): Promise<Json[]> {
  const client = createClient({ fetch: sandbox.fetch, credentials: account });
  const response = await client.fetch('/user/consumerKeys');
  await client.logout();
  return ((await response.json()) as { results: Json[] }).results;
}

async function ended(child: ReturnType<CommandLine['start']>): Promise<{
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}> {
  child.stdin.end();
  const [out, err, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>, // as documented
  ]);
  return { code, signal, out, err };
}

/** As if the notes were old enough for what was on its way to have arrived. */
async function age(line: CommandLine): Promise<void> {
  const before = new Date(Date.now() - 600_000);
  for (const name of await notes(line)) await utimes(join(notesOf(line), name), before, before);
}

describe('exec --ephemeral', () => {
  it('gives the command a pair that may do what is said, and deletes it', async () => {
    const line = await ada();
    const sealingKeyFile = join(line.home, 'sealing-key');
    await writeFile(sealingKeyFile, secrets.sealingKey, { mode: 0o600 });
    const show = `const { TURBOSMTP_CONSUMER_KEY: key, TURBOSMTP_CONSUMER_SECRET: secret, TURBOSMTP_AUTH_KEY: no, TURBOSMTP_AUTH_STORE_KEY: none, TURBOSMTP_AUTH_STORE_KEY_FILE: noFile } = process.env;
      console.log(JSON.stringify({ key, secret, no, none, noFile })); process.stdin.resume()`;
    const child = line.start([...run, node, '-e', show], {
      env: { TURBOSMTP_AUTH_KEY: 'of-before', TURBOSMTP_AUTH_STORE_KEY_FILE: sealingKeyFile },
    });
    const [chunk] = await once(child.stdout, 'data');
    const handed = JSON.parse(String(chunk));
    expect(handed).toEqual({ key: expect.any(String), secret: expect.any(String) });
    const [pair, ...more] = await pairs(line);
    expect(more).toEqual([]);
    expect(pair).toMatchObject({
      consumerKey: handed.key,
      label: expect.stringMatching(/^turbosmtp-auth exec [0-9a-f-]{36}$/),
      permissions: ['SEND_API', 'APIS'],
    });
    // What is written down meanwhile holds no secret, and is nobody's to read.
    const [name = ''] = await notes(line);
    const note = await readFile(join(notesOf(line), name), 'utf8');
    expect(note).toContain(handed.key);
    expect(note).not.toContain(handed.secret);
    if (process.platform !== 'win32')
      expect((await stat(join(notesOf(line), name))).mode & 0o777).toBe(0o600);
    expect(await ended(child)).toMatchObject({ code: 0, err: '' });
    expect(await pairs(line)).toEqual([]);
    expect(await notes(line)).toEqual([]);
  });

  it.each([
    ['fails', [node, '-e', 'process.exit(42)'], 42],
    ['does not exist', ['no-such-program'], 127],
    ['is no program', ['/'], 126],
  ])('deletes the pair of a command that %s', async (_, command, expected) => {
    const line = await ada();
    expect((await ended(line.start([...run, ...command]))).code).toBe(expected);
    expect(asked(line, 'POST')).toBe(1);
    expect(await pairs(line)).toEqual([]);
    expect(await notes(line)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'deletes the pair where %s ends the command',
    async (signal) => {
      const line = await ada();
      const child = line.start([...run, node, '-e', 'console.log("ready"); setInterval(() => {}, 1000)']);
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await ended(child)).toMatchObject({ code: null, signal });
      expect(await pairs(line)).toEqual([]);
      expect(await notes(line)).toEqual([]);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'starts nothing where a signal comes while the pair is made, and deletes it',
    async () => {
      const line = await ada();
      line.sandbox.faults.add({
        kind: 'delay',
        replyLatency: 1000,
        match: { operation: 'createConsumerKey' },
      });
      const child = line.start([...run, node, '-e', 'console.log("ran")']);
      await expect.poll(() => asked(line, 'POST')).toBe(1);
      child.kill('SIGTERM');
      expect(await ended(child)).toMatchObject({ code: 143, out: '' });
      expect(await pairs(line)).toEqual([]);
      expect(await notes(line)).toEqual([]);
    },
  );

  it.each([
    [['exec', '--ephemeral', '--', node], '--permission is needed.'],
    [['exec', '--permission', 'APIS', '--', node], '--permission is for --ephemeral only.'],
    [[...run.slice(0, -1), '--consumer', '--', node], '--consumer and --ephemeral cannot be used together.'],
    [['exec', '--ephemeral', '--permission', 'ALL', '--', node], 'The value of --permission cannot be used.'],
  ])('refuses %j', async (args, message) => {
    const line = await ada();
    const { code, err } = await line.run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(asked(line, 'POST')).toBe(0);
  });

  it('makes no pair that it could not write down', async () => {
    const line = await ada();
    await writeFile(notesOf(line), 'a file in its place');
    const { code, err } = await ended(line.start([...run, node, '-e', '0']));
    expect(code).toBe(6);
    expect(err).toContain('The run could not be recorded, so no pair was created.');
    expect(asked(line, 'POST')).toBe(0);
  });

  it('makes none where the service refuses, and leaves no note', async () => {
    const line = await ada();
    line.sandbox.faults.add({
      kind: 'reply',
      status: 403,
      json: { message: 'no' },
      match: { operation: 'createConsumerKey' },
    });
    expect((await ended(line.start([...run, node, '-e', '0']))).code).toBe(4);
    expect(await notes(line)).toEqual([]);
  });

  it('ends as the command where the pair cannot be deleted, and says so; the next command deletes it', async () => {
    const line = await ada();
    line.sandbox.faults.add({ kind: 'html', match: { operation: 'deleteConsumerKey' } });
    const { code, err } = await ended(line.start([...run, node, '-e', 'process.exit(9)']));
    expect(code).toBe(9);
    expect(err).toMatch(
      /^The consumer pair of this run, \w+, could not be deleted\. The next command with profile default/,
    );
    expect(await pairs(line)).toHaveLength(1);
    expect((await line.run(['status'])).code).toBe(0);
    expect(await pairs(line)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a run that was killed', () => {
  /** Runs it until it is killed at a step, if it takes that many. */
  const killed = async (
    line: CommandLine,
    at: number,
    when: 'before' | 'after',
  ): Promise<NodeJS.Signals | null> => {
    const child = spawn(node, ['--import', preload, bin, ...run, 'true'], {
      env: { ...line.env, KILL_AT: String(at), KILL_WHEN: when } as NodeJS.ProcessEnv,
    });
    return (await ended(child)).signal;
  };

  it.each(['before', 'after'] as const)(
    'right %s any of its steps leaves no pair to the next command',
    async (when) => {
      const line = await ada();
      let made = 0;
      for (let at = 1; ; at++) {
        const signal = await killed(line, at, when);
        const left = await pairs(line);
        made += left.length;
        expect((await line.run(['status'])).code, `step ${at}`).toBe(0);
        expect(await pairs(line), `step ${at}`).toEqual([]);
        await age(line);
        await line.run(['status']);
        expect(
          (await notes(line)).filter((name) => name.endsWith('.json')),
          `step ${at}`,
        ).toEqual([]);
        if (signal === null) {
          expect(at).toBeGreaterThan(7); // it came to its end: note, request, note, command, request, note
          break;
        }
        expect(signal).toBe('SIGKILL');
      }
      expect(made).toBeGreaterThan(3); // there was something to end
    },
  );

  /** Starts a run whose command waits, and kills it. */
  async function killWhileRunning(line: CommandLine): Promise<void> {
    const child = line.start([...run, node, '-e', 'console.log("ready"); setTimeout(() => {}, 3000)']);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it.each([
    ['status', ['status']],
    ['key', ['key', '--reveal']],
    ['logout', ['logout']],
    ['api', ['api', '/analytics']],
    ['consumer-keys list', ['consumer-keys', 'list']],
    ['exec', ['exec', '--', 'true']],
    ['forgot-password', ['forgot-password', '--email', account.email]],
  ])('leaves no pair to %s', async (_, args) => {
    const line = await ada();
    await killWhileRunning(line);
    expect(await pairs(line)).toHaveLength(1);
    const { code, err } = await ended(line.start(args));
    expect({ code, err: err.replace(/^Next: .*\n/, '') }).toEqual({ code: 0, err: '' });
    expect(await pairs(line)).toEqual([]);
    expect(await notes(line)).toEqual([]);
  });

  it('is ended once somebody of its account is signed in, and told of until then', async () => {
    const other = { email: 'grace@example.com', password: 'Another-Horse-3' };
    const line = await commandLine({ accounts: [account, other] });
    await line.signIn();
    await killWhileRunning(line);
    line.sandbox.faults.add({ kind: 'html', match: { operation: 'deleteConsumerKey' } });
    const told = /A run that was killed left a consumer pair that is still valid: \w+\./;
    expect((await line.run(['logout'])).err).toMatch(told);
    expect((await line.run(['status'])).err).toMatch(told);
    await line.json(['status']); // nothing beside the object
    const login = (email: string, password: string) =>
      line.run(['login', '--email', email], { input: [password] });
    expect((await login(other.email, other.password)).err).toMatch(told);
    expect(await pairs(line)).toHaveLength(1);
    expect((await login(account.email, account.password)).err).toBe('');
    expect(await pairs(line)).toEqual([]);
  });

  it('is not ended by another profile, by another service or while it runs', async () => {
    const line = await ada();
    await line.signIn('watcher');
    const child = line.start([...run, node, '-e', 'console.log("ready"); process.stdin.resume()']);
    await once(child.stdout, 'data');
    await line.run(['status']);
    child.kill('SIGSTOP'); // as Ctrl-Z does
    await age(line);
    await line.run(['status']);
    expect(await pairs(line)).toHaveLength(1);
    child.kill('SIGCONT');
    await ended(child);
    expect(await notes(line)).toEqual([]);

    await killWhileRunning(line);
    await line.run(['status', '--profile', 'watcher']);
    await line.run(['status', '--base-url', 'http://127.0.0.1:9']);
    expect(await pairs(line)).toHaveLength(1);
    await line.run(['status']);
    expect(await pairs(line)).toEqual([]);
  });

  it('whose pair comes into being after it is looked for leaves it to the command after', async () => {
    const line = await ada();
    await line.signIn('watcher');
    await killed(line, 3, 'before'); // the request is sent: its note is open and in its place
    const [name = ''] = await notes(line);
    const { label } = JSON.parse(await readFile(join(notesOf(line), name), 'utf8'));
    expect(asked(line, 'POST')).toBe(0);
    await line.run(['status']);
    expect(await notes(line)).toHaveLength(1);
    // As it arrives late.
    const create = ['consumer-keys', 'create', '--permission', 'APIS', '--label', label, '--reveal'];
    await line.run([...create, '--profile', 'watcher'], { reveals: true });
    expect(await pairs(line)).toHaveLength(1);
    await line.run(['status']);
    expect(await pairs(line)).toEqual([]);
    expect(await notes(line)).toEqual([]);
  });

  it('in a place whose processes cannot be known is one that is silent', async () => {
    const line = await ada();
    await killWhileRunning(line);
    const [name = ''] = await notes(line);
    const path = join(notesOf(line), name);
    const note = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...note, pid: process.pid, scope: 'another container' }));
    await line.run(['status']);
    expect(await pairs(line)).toHaveLength(1);
    await age(line);
    await line.run(['status']);
    expect(await pairs(line)).toEqual([]);
  });

  it('whose process id another process has now is ended', async () => {
    const line = await ada();
    await killWhileRunning(line);
    const [name = ''] = await notes(line);
    const path = join(notesOf(line), name);
    const note = JSON.parse(await readFile(path, 'utf8'));
    if (note.started === null) return; // macOS does not say when a process began
    await writeFile(path, JSON.stringify({ ...note, pid: process.pid }));
    await line.run(['status']);
    expect(await pairs(line)).toEqual([]);
  });

  it('and a service that does not answer hold no command up for long', async () => {
    const line = await ada();
    await killWhileRunning(line);
    line.sandbox.faults.add({
      kind: 'delay',
      latency: 60_000,
      match: { operation: 'deleteConsumerKey' },
      times: 'always',
    });
    const { code, err } = await ended(line.start(['status']));
    expect(code).toBe(0);
    expect(err).toContain('is still valid');
  }, 60_000);
});

describe.runIf(terminalProgramAvailable('tmux'))('on a terminal', () => {
  it('Ctrl-C ends the command, and the pair with it', async () => {
    const line = await ada();
    const terminal = await startTerminal(['sh'], { ...line.env, CLI: `${node} ${bin}`, PS1: '> ' });
    await terminal.type(`clear; $CLI ${run.join(' ')} sh -c 'echo "rea""dy"; exec sleep 60'`, 'Enter');
    await terminal.waitFor(/^ready$/m);
    expect(await pairs(line)).toHaveLength(1);
    await terminal.type('C-c');
    await terminal.type('echo "ended: $?"', 'Enter'); // a shell leaves out the rest of a line that was interrupted
    await terminal.waitFor(/^(?:> )?ended: 130/m);
    expect(await pairs(line)).toEqual([]);
    expect(await terminal.everything()).not.toContain(secrets.password);
  });
});
