import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const late = async (): Promise<CommandLine> => {
  const line = await commandLine();
  await line.signIn();
  line.sandbox.faults.add({ kind: 'delay', latency: 2500, match: { operation: 'listConsumerKeys' } });
  return line;
};

describe('what is waited for', () => {
  it.each([
    [['login', '--email', account.email], 'Reading the password from standard input…\n', secrets.password],
    [
      ['change-password'],
      'Reading the current password and the new password from standard input…\n',
      `${secrets.password}\n${secrets.newPassword}`,
    ],
    [['api', '/x', '--input', '-'], 'Reading what to send from standard input…\n', '{}'],
  ])('is told where nobody writes to standard input: %j', async (args, said, input) => {
    const line = await commandLine();
    await line.signIn();
    const child = line.start(args);
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    await expect.poll(() => err).toBe(said);
    child.stdin.end(input);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(err).toBe(said);
  });

  it('is not told where somebody began to write', async () => {
    const line = await commandLine();
    const child = line.start(['login', '--email', account.email]);
    const err = text(child.stderr);
    child.stdin.write(secrets.password.slice(0, 4));
    await sleep(3000); // it has started, and half a second is over
    child.stdin.end(secrets.password.slice(4));
    expect(await err).toBe('');
  });

  it('of the service is not told where standard error is no terminal', async () => {
    const { run } = await late();
    expect(await run(['consumer-keys', 'list'])).toMatchObject({ code: 0, err: '' });
  });

  it('takes a byte order mark at the start for encoding', async () => {
    const { run } = await commandLine();
    const input = Buffer.from(`\ufeff${secrets.password}`);
    expect((await run(['login', '--email', account.email], { input })).code).toBe(0);
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('on a terminal', () => {
  it('a line says that the service is waited for, and goes away', async () => {
    const line = await late();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type('clear; $CLI consumer-keys list; echo "ended: $?"', 'Enter');
    await terminal.waitFor(/^Waiting for the service…$/m);
    expect(await terminal.waitFor(/ended: 0/)).not.toContain('Waiting');
    await terminal.type('clear; $CLI consumer-keys list; echo "over: $?"', 'Enter'); // at once, this time
    await terminal.waitFor(/over: 0/);
    expect((await terminal.everything()).split('Waiting for the service')).toHaveLength(2);
  });

  it('it is not shown over a question, nor to a program', async () => {
    const line = await late();
    line.sandbox.faults.add({ kind: 'html', match: { operation: 'logout' } });
    await line.run(['logout']); // leaves a key to revoke, which the next command begins with
    line.sandbox.faults.add({ kind: 'delay', latency: 3000, match: { operation: 'logout' } });
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type(`clear; $CLI login --email ${account.email}; echo "ended: $?"`, 'Enter');
    await terminal.waitFor(/Password \(not shown\):/);
    await sleep(1500);
    expect(await terminal.screen()).not.toContain('Waiting');
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/Signed in as[\s\S]*ended: 0/);
    await terminal.type('clear; $CLI consumer-keys list --json; echo "over: $?"', 'Enter');
    expect(await terminal.waitFor(/over: 0/)).not.toContain('Waiting');
  });
});
