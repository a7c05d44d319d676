import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { leastTime } from '../../../../tools/time-given.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';

// A command that is left in the middle, by who started it or by who reads it.

/** Starts a command, and sends a signal once the service has been asked this. */
async function leave(
  line: CommandLine,
  args: readonly string[],
  input: readonly string[],
  path: string,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<{ code: number | null; out: string; err: string }> {
  const child = line.start(args);
  child.stdin.end(input.map((each) => `${each}\n`).join(''));
  const all = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  await expect
    .poll(() => line.sandbox.requests.list().filter((each) => each.path.endsWith(path)).length, {})
    .toBeGreaterThan(0);
  child.kill(signal);
  const [out, err, [code]] = await all;
  return { code, out, err };
}

const answerLate = (operation: string) =>
  ({ kind: 'delay', replyLatency: 1_500, match: { operation } }) as const;

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('after a change of password was sent says that it may have taken effect, and how to find out', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add(answerLate('changePassword'));
    const passwords = [secrets.password, secrets.newPassword];
    const { code, err } = await leave(line, ['change-password'], passwords, '/change-password');
    expect(code).toBe(7);
    expect(err).toContain('Next: turbosmtp-auth change-password --settle');
    const settled = await line.run(['change-password', '--settle'], { input: passwords });
    expect(settled.out).toContain('was changed');
  });

  it('after a pair was asked for says to look for it in the list', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add(answerLate('createConsumerKey'));
    const args = ['consumer-keys', 'create', '--permission', 'APIS', '--save', '--json'];
    const { code, out } = await leave(line, args, [], '/user/consumerKeys');
    expect(code).toBe(7);
    expect(JSON.parse(out)).toMatchObject({
      error: {
        code: 'outcome_unknown',
        operation: 'createConsumerKey',
        next: 'turbosmtp-auth consumer-keys list',
        exitCode: 7,
      },
    });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('or %s while a login is under way leaves no key behind', async (signal, expected) => {
    const line = await commandLine();
    line.sandbox.faults.add(answerLate('login'));
    const args = ['login', '--no-expire', '--email', account.email];
    const { code } = await leave(line, args, [account.password], '/authorize', signal);
    expect(code).toBe(expected);
    expect(constants.signals[signal] + 128).toBe(expected);
    expect(line.sandbox.keys.list()).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that is gone', () => {
  /** Runs a command line in a shell, where `ta` is the command. */
  async function shell({ env }: CommandLine, script: string): Promise<{ code: number | null; err: string }> {
    const child = spawn('bash', ['-c', `ta() { "${process.execPath}" "${bin}" "$@"; }; ${script}`], { env });
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    return { code, err };
  }

  it.runIf(process.platform === 'linux')('on a full disk makes it fail, in one line', async () => {
    const line = await commandLine();
    await line.signIn();
    for (const args of ['--help', 'status', 'status --json', 'key --reveal', 'help consumer-keys create']) {
      const { code, err } = await shell(line, `ta ${args} > /dev/full`);
      expect({ args, code, err }).toEqual({
        args,
        code: 1,
        err: expect.stringMatching(/^error: .*written.*\n$/),
      });
    }
  });

  it.runIf(process.platform === 'linux')('of a secret that is shown once deletes the pair', async () => {
    const line = await commandLine();
    await line.signIn();
    const create = 'ta consumer-keys create --permission APIS --reveal';
    const { code, err } = await shell(line, `${create} > /dev/full`);
    expect(code).toBe(1);
    expect(err).toContain('the new pair was deleted');
    expect(line.sandbox.consumers.list()).toEqual([]);

    line.sandbox.faults.add({
      kind: 'html',
      status: 503,
      times: 'always',
      match: { operation: 'deleteConsumerKey' },
    });
    const lost = await shell(line, `${create} > /dev/full`);
    expect(lost.err).toMatch(
      /its secret is lost, .*\n {2}Next: turbosmtp-auth consumer-keys delete [0-9a-f]+\n/,
    );
    expect(line.sandbox.consumers.list()).toHaveLength(1);
  });

  it('of what it says does not change how it ends', async () => {
    const line = await commandLine();
    expect((await shell(line, 'ta status 2> >(true)')).code).toBe(3);
    await line.signIn();
    expect(await shell(line, 'set -o pipefail; ta status | true')).toEqual({ code: 0, err: '' });
  });
});

it('prints its answer before it waits for a key of before to be revoked', async () => {
  const line = await commandLine();
  await line.signIn();
  const hang = { kind: 'delay', latency: 60_000, times: 'always', match: { operation: 'logout' } } as const;
  line.sandbox.faults.add(hang);
  const took = await leastTime(6_000, async () => {
    expect((await line.json(['logout', '--timeout', '0.5'])).object['revoked']).toBe('queued');
    await line.signIn();
    const start = performance.now();
    const { code } = await line.run(['key', '--reveal'], { reveals: true });
    expect(code).toBe(0);
    return performance.now() - start;
  });
  expect(took).toBeLessThan(6_000); // of the ten seconds that revoking may take
  line.sandbox.faults.clear();
  line.sandbox.clock.advance(120_000);
  expect((await line.run(['logout'])).out).toBe('Signed out. The key was revoked.\n');
  expect(line.sandbox.keys.list()).toEqual([]);
  expect((await line.run(['logout'])).out).toBe('No account was signed in.\n');
});
