import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TraceEvent } from '@turbosmtp-auth/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { createProgress, PATIENCE } from '../../cli/progress.ts';
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

describe('the line that says what is waited for', () => {
  const request = { type: 'request', call: 'c1' } as TraceEvent;
  const response = { type: 'response', call: 'c1' } as TraceEvent;
  const write = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    write.mockClear();
    return () => vi.useRealTimers();
  });

  it('is shown of an answer that takes long, and of no other', () => {
    const progress = createProgress({ isTTY: true, write }, true);
    progress.trace(request);
    vi.advanceTimersByTime(PATIENCE - 1);
    progress.trace(response);
    vi.advanceTimersByTime(PATIENCE);
    expect(write).not.toHaveBeenCalled();
    progress.trace(request);
    vi.advanceTimersByTime(PATIENCE);
    expect(write.mock.lastCall?.[0]).toMatch(/Waiting for the service…$/);
    progress.trace(response);
    expect(write.mock.lastCall?.[0]).not.toContain('Waiting');
  });

  it('is not shown on what is no terminal', () => {
    const progress = createProgress({ isTTY: false, write }, true);
    progress.trace(request);
    vi.advanceTimersByTime(2 * PATIENCE);
    expect(write).not.toHaveBeenCalled();
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
  });

  it('it is not shown on one that takes no line away', async () => {
    const line = await late();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type('TERM=dumb $CLI consumer-keys list; echo "ended: $?"', 'Enter');
    await terminal.waitFor(/ended: 0/);
    expect(await terminal.everything()).not.toContain('Waiting');
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
