import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { leastTime } from '../../../tools/time-given.ts';
import { serveSandbox } from '../node/index.ts';
import { ada, adasSandbox, loginRequest } from './people.ts';

// The built command, as a user has it.
const bin = new URL('../dist/bin/turbosmtp-sandbox.js', import.meta.url).pathname;
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [bin, ...flags]);

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function start(...flags: string[]) {
  const child = spawn(process.execPath, [bin, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [baseUrl] = await once(createInterface(child.stdout), 'line');
  return { child, baseUrl: String(baseUrl), stderr: () => stderr };
}

describe('turbosmtp-sandbox', () => {
  it('prints its base URL, final port included, and serves the accounts it was given', async () => {
    const account = `${ada.email}:${ada.password}`;
    const { baseUrl, stderr } = await start(
      '--port',
      '0',
      '--account',
      account,
      '-a',
      'bob@example.com:a:b:c',
    );
    expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/api\/v2$/);
    expect((await fetch(`${baseUrl}/authorize`, loginRequest)).status).toBe(200);
    const bob = JSON.stringify({ email: 'bob@example.com', password: 'a:b:c' });
    expect((await fetch(`${baseUrl}/authorize`, { method: 'POST', body: bob })).status).toBe(200);
    await expect.poll(stderr).toContain('/_sandbox/outbox');
    expect(stderr()).toContain(ada.email);
    expect(stderr()).not.toContain(ada.password);
  });

  it('serves the controls', async () => {
    const { baseUrl } = await start('--port', '0', '--account', `${ada.email}:${ada.password}`);
    await fetch(`${baseUrl}/forgot-password`, { method: 'POST', body: JSON.stringify({ email: ada.email }) });
    const { messages } = await (await fetch(new URL('/_sandbox/outbox', baseUrl))).json();
    expect(messages).toMatchObject([{ to: ada.email }]);
  });

  it('says what to do without an account, and nothing with --quiet', async () => {
    const loud = await start('--port', '0');
    await expect.poll(loud.stderr).toContain('--account email:password');
    const quiet = await start('--port', '0', '--quiet');
    expect((await fetch(new URL('/_sandbox/accounts', quiet.baseUrl))).status).toBe(200);
    expect(quiet.stderr()).toBe('');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends at once and cleanly on ${signal}, with a reply still under way`, async () => {
      const took = await leastTime(2000, async () => {
        const { child, baseUrl } = await start('--port', '0', '--quiet');
        const fault = JSON.stringify({ kind: 'stalled' });
        await fetch(new URL('/_sandbox/faults', baseUrl), { method: 'POST', body: fault });
        const reply = await fetch(`${baseUrl}/analytics`);
        const text = reply.text().catch(() => 'ended');
        child.kill(signal);
        const before = performance.now();
        expect(await once(child, 'exit')).toEqual([0, null]);
        const end = performance.now();
        expect(await text).toBe('ended');
        return end - before;
      });
      expect(took).toBeLessThan(2000);
    });
  }

  it('knows --help and --version', async () => {
    const help = await run('--help');
    for (const flag of ['--port', '--host', '--account', '--quiet']) expect(help.stdout).toContain(flag);
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('refuses bad flags with one sentence and status 1, and repeats no password', async () => {
    const bad = [
      ['--port', '65536'],
      ['--port', 'http'],
      ['--account', 'canary-password'],
      ['--account', ':canary-password'],
      ['--nope'],
    ];
    for (const flags of bad) {
      const failure = await run(...flags).catch((error) => error);
      expect([failure.code, failure.stdout], flags.join(' ')).toEqual([1, '']);
      expect(failure.stderr).toMatch(/^error: [^\n]+\n$/);
      expect(failure.stderr).not.toContain('canary');
    }
  });

  it('says so when the port is taken', async () => {
    await using server = await serveSandbox(adasSandbox());
    const failure = await run('--port', String(server.port)).catch((error) => error);
    expect(failure.code).toBe(1);
    expect(failure.stderr).toBe(
      `error: cannot listen on 127.0.0.1:${server.port} (EADDRINUSE); try --port 0\n`,
    );
  });
});
