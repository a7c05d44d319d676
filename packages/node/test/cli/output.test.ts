import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { leastTime } from '../../../../tools/time-given.ts';
import { bin, type CommandLine, commandLine } from './command-line.ts';

/** Runs a command line in a shell, where `ta` is the command. */
async function shell({ env }: CommandLine, script: string): Promise<{ code: number | null; err: string }> {
  const child = spawn(
    'bash',
    ['-c', `ta() { "${process.execPath}" "${bin}" "$@"; }; set -o pipefail; ${script}`],
    { env },
  );
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, err };
}

const create = 'ta consumer-keys create --permission APIS --reveal';

describe.runIf(process.platform === 'linux')('a pair whose secret could not be printed', () => {
  it.each([
    ['on a full disk', '> /dev/full'],
    ['on a full disk, as JSON', '--json > /dev/full'],
    ['with nobody reading', '| true'],
    ['with nobody reading JSON', '--json | true'],
  ])('is deleted or, where that fails, named: %s', async (_, to) => {
    const line = await commandLine();
    await line.signIn();
    const deleted = await shell(line, `${create} ${to}`);
    expect(deleted).toEqual({
      code: 1,
      err: expect.stringMatching(/^error: .*the new pair was deleted\. Check where .* --save\.\n$/),
    });
    expect(line.sandbox.consumers.list()).toEqual([]);

    line.sandbox.faults.add({ kind: 'html', match: { operation: 'deleteConsumerKey' }, times: 'always' });
    const lost = await shell(line, `${create} ${to}`);
    const [pair] = line.sandbox.consumers.list();
    expect(lost).toEqual({
      code: 1,
      err: expect.stringMatching(
        new RegExp(`^error: .*secret is lost.*\n  Next: turbosmtp-auth consumer-keys delete ${pair?.key}\n$`),
      ),
    });
  });
});

describe.runIf(process.platform === 'linux')('output that cannot be written', () => {
  it('of a failure is told on standard error, with its own exit code', async () => {
    const line = await commandLine();
    for (const args of ['key --reveal', 'key --json']) {
      const { code, err } = await shell(line, `ta ${args} > /dev/full`);
      expect({ args, code, err }).toEqual({
        args,
        code: 3,
        err: expect.stringMatching(/^error: There is no API key\./),
      });
    }
    expect(await shell(line, 'ta status > /dev/full')).toEqual({
      code: 3,
      err: expect.stringMatching(/^error: Standard output could not be written\. .*\n$/),
    });
    expect((await shell(line, 'ta key --json | true')).code).toBe(3);
    expect((await shell(line, 'ta key 2> /dev/full')).code).toBe(3);
  });
});

it('comes before what only closing waits for, be it an answer or a failure', async () => {
  const line = await commandLine();
  await line.signIn();
  const hang = { kind: 'delay', latency: 60_000, times: 'always', match: { operation: 'logout' } } as const;
  line.sandbox.faults.add(hang);
  for (const failing of [false, true]) {
    if (failing)
      line.sandbox.faults.add({ kind: 'html', match: { operation: 'listConsumerKeys' }, times: 'always' });
    const lingered = await leastTime(5_000, async () => {
      await line.run(['logout', '--timeout', '0.5']);
      await line.signIn();
      const child = line.start(['consumer-keys', 'list', '--timeout', '5']);
      child.stdin.end();
      await once(failing ? child.stderr : child.stdout, 'data');
      const printed = performance.now();
      await once(child, 'close');
      return performance.now() - printed;
    });
    // The service is given a second more to revoke the key of before.
    expect(lingered).toBeGreaterThan(300);
    expect(lingered).toBeLessThan(5_000);
  }
});
