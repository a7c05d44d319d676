import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { renderForTerminal } from '../../cli/api/render-json.ts';
import { createPaint } from '../../cli/paint.ts';
import { bin, type CommandLine, commandLine, secrets, storeOf } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const ada = async (): Promise<CommandLine> => {
  const line = await commandLine();
  await line.signIn();
  return line;
};

const last = ({ sandbox }: CommandLine): string => {
  const request = sandbox.requests.list().at(-1);
  return `${request?.method} ${request?.path} ${request?.status}`;
};

/** Answers every request for the rest of the service so. */
const answer = (
  { sandbox }: CommandLine,
  reply: { status?: number; text: string; mediaType?: string },
): void => sandbox.faults.add({ kind: 'reply', ...reply, match: { operation: 'resource' }, times: 'always' });

describe('api', () => {
  it('reads by default, and sends what it is given', async () => {
    const line = await ada();
    expect(await line.run(['api', '/analytics'])).toEqual({
      code: 0,
      out: '{"count":0,"results":[]}',
      err: '',
    });
    expect(last(line)).toBe('GET /api/v2/analytics 200');
    const file = join(line.home, 'body.json');
    await writeFile(file, '{"a":1}');
    expect((await line.run(['api', '/lists', '--input', file])).out).toBe('{"message":"success","bytes":7}');
    expect(last(line)).toBe('POST /api/v2/lists 200');
    expect((await line.run(['api', 'put', '/lists', '--input', '-'], { input: 'four' })).out).toContain(
      '"bytes":4',
    );
    expect(last(line)).toBe('PUT /api/v2/lists 200');
    expect((await line.run(['api', 'DELETE', '/lists/1'])).code).toBe(0);
    expect(last(line)).toBe('DELETE /api/v2/lists/1 200');
    expect(await line.run(['api', 'HEAD', '/lists'])).toEqual({ code: 0, out: '', err: '' });
    expect((await line.run(['api', `${line.server.baseUrl}/analytics`])).code).toBe(0);
  });

  it('prints the bytes of the answer, and parses nothing', async () => {
    const line = await ada();
    const odd = '{"mid": 12345678901234567890,\r\n "x":1.0,"x":"\\u0041"} \u001b[31m';
    answer(line, { text: odd, mediaType: 'application/json' });
    expect((await line.run(['api', '/mail'])).out).toBe(odd);
    expect(await line.json(['api', '/mail'])).toEqual({
      code: 0,
      object: { status: 200, contentType: 'application/json', body: odd },
    });
  });

  it('prints an answer that no single write holds', async () => {
    const line = await ada();
    const child = line.start(['api', '/files', '--input', '-']);
    answer(line, { text: 'x'.repeat(5_000_000) });
    child.stdin.end('x');
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect({ code, length: out.length }).toEqual({ code: 0, length: 5_000_000 });
  });

  it('encodes each parameter of the query once, and keeps those of the path', async () => {
    const line = await ada();
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = Object(server.address());
    const baseUrl = `http://127.0.0.1:${port}/api/v2`;
    const pair = { v: 1, kind: 'consumer', gen: 'x', key: 'a'.repeat(32), secret: 'b'.repeat(32) } as const;
    const slot = { origin: new URL(baseUrl).origin, profile: 'default', kind: 'consumer' } as const;
    await storeOf(line).set(slot, pair, null);
    const { code } = await line.run([
      'api',
      '/a?x=1',
      '--consumer',
      '--base-url',
      baseUrl,
      '--query',
      'a&b=c d',
      '--query',
      'e==',
      '--query',
      'é=%20',
      '--query',
      'f=',
    ]);
    server.close();
    expect({ code, asked }).toEqual({
      code: 0,
      asked: ['/api/v2/a?x=1&a%26b=c%20d&e=%3D&%C3%A9=%2520&f='],
    });
  });

  it('sends the saved pair with --consumer, also where nobody is signed in', async () => {
    const line = await ada();
    await line.run(['consumer-keys', 'create', '--permission', 'SEND_API', '--save']);
    await line.run(['logout']);
    expect((await line.run(['api', '/analytics'])).code).toBe(3);
    expect((await line.run(['api', '/analytics', '--consumer'])).code).toBe(0);
    const mail = { from: 'ada@example.com', to: 'bob@example.com', subject: 'Hello', content: 'Hello.' };
    const sent = await line.run(['api', '/mail/send', '--consumer', '--input', '-'], {
      input: JSON.stringify(mail),
    });
    expect(sent.code).toBe(0);
    expect(last(line)).toBe('POST /api/v2/mail/send 200');
    expect((await line.json(['api', '/x', '--consumer', '--profile', 'other'])).object['error'].message).toBe(
      'No consumer pair is saved for profile other.',
    );
  });

  it('sends no mail with a key, and says that a pair is needed', async () => {
    const line = await ada();
    line.sandbox.requests.clear();
    const mail = ['api', '/mail/send', '--input', '-'];
    const { code, out, err } = await line.run(mail, { input: '{}' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      'consumer: Create and save a consumer pair, with which mail is sent: `turbosmtp-auth consumer-keys create --save --permission SEND_API`.\n',
    );
    expect(await line.json(mail, { input: '{}' })).toMatchObject({
      code: 2,
      object: { error: { code: 'invalid_input', reason: 'needs_consumer_pair', operation: 'fetch' } },
    });
    expect(line.sandbox.requests.list()).toEqual([]);
  });

  it.each([
    [400, 4],
    [401, 3],
    [403, 4],
    [404, 4],
    [429, 5],
    [500, 5],
    [503, 5],
  ])('prints an answer of %d as well, and ends with %d', async (status, expected) => {
    const line = await ada();
    answer(line, { status, text: '{"message":"no"}' });
    const { code, out, err } = await line.run(['api', 'POST', '/x']);
    expect({ code, out, err }).toEqual({
      code: expected,
      out: '{"message":"no"}',
      err: `The service answered ${status}.\n`,
    });
    expect(await line.json(['api', 'POST', '/x'])).toMatchObject({
      code: expected,
      object: { status, body: '{"message":"no"}' },
    });
  });

  it.each([
    [['https://example.com/'], 'invalid_input'],
    [['//example.com/'], 'invalid_input'],
    [['analytics'], 'invalid_input'],
    [['/../../x'], 'invalid_input'],
    [['/%2e%2e/x'], 'invalid_input'],
    [['file:///etc/passwd'], 'invalid_input'],
    [['/a b'], 'invalid_input'],
    [['GET'], 'usage'],
    [['get'], 'usage'],
    [['TRACE', '/x'], 'usage'],
    [['GET', '/x', 'y'], 'usage'],
    [['/x', '--query', 'a'], 'usage'],
    [['/x', '--query', '=a'], 'usage'],
    [['/x#y', '--query', 'a=b'], 'usage'],
    [['GET', '/x', '--input', '-'], 'usage'],
    [['POST', '/x', '--input', '/no/such/file'], 'usage'],
    [['POST', '/x', '--input', '/'], 'usage'],
  ])('sends nothing for %j', async (args, code) => {
    const line = await ada();
    line.sandbox.requests.clear();
    expect(await line.json(['api', ...args])).toMatchObject({ code: 2, object: { error: { code } } });
    expect(line.sandbox.requests.list()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('sends nothing for a directory on standard input', async () => {
    const line = await ada();
    line.sandbox.requests.clear();
    const directory = openSync(line.home, 'r');
    const env = line.env as NodeJS.ProcessEnv;
    const stdio = [directory, 'pipe', 'pipe'] as const;
    const child = spawn(process.execPath, [bin, 'api', '/x', '--input', '-'], { env, stdio: [...stdio] });
    closeSync(directory);
    expect((await once(child, 'close'))[0]).toBe(2);
    expect(line.sandbox.requests.list()).toEqual([]);
  });

  it('does not follow a redirect', async () => {
    const line = await ada();
    const location = 'https://example.com/';
    line.sandbox.faults.add({
      kind: 'redirect',
      location,
      match: { operation: 'resource' },
      times: 'always',
    });
    expect((await line.json(['api', '/x'])).object['error'].code).toBe('redirect_refused');
  });

  it.each([
    ['GET', 130],
    ['POST', 7],
  ])('interrupted in a %s ends with %d', async (method, expected) => {
    const line = await ada();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 20_000, match: { operation: 'resource' } });
    const before = line.sandbox.requests.list().length;
    const child = line.start(['api', method, '/x']);
    const all = once(child, 'close');
    await expect.poll(() => line.sandbox.requests.list().length).toBeGreaterThan(before);
    child.kill('SIGINT');
    expect((await all)[0]).toBe(expected);
  });
});

describe('JSON on a terminal', () => {
  const plain = (json: string): string => renderForTerminal(json, undefined).join('\n');

  it('is what JSON.stringify makes of it, and rounds no number', () => {
    for (const value of [{}, [], 'a"\\b', 7, null, { a: [1, { b: true, 'c:d': ',{}[]' }], e: {}, f: [[]] }])
      expect(plain(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(plain('{"mid":12345678901234567890,"x":1.0}')).toBe(
      '{\n  "mid": 12345678901234567890,\n  "x": 1.0\n}',
    );
  });

  it('is coloured without a change of its text', () => {
    const paint = createPaint({}, { FORCE_COLOR: '1' });
    const json = JSON.stringify({ a: [1, 'x', null] });
    const shown = renderForTerminal(json, paint).join('\n');
    const esc = String.fromCharCode(27);
    expect(shown).toContain(`${esc}[`);
    expect(shown.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(plain(json));
  });

  it('and what is no JSON, moves no cursor and hides nothing', () => {
    expect(plain('{"a":"\u009b2J\u202e"}')).toBe('{\n  "a": "\\u009b2J\\u202e"\n}');
    expect(plain('<p>\u001b[2J\r\n\t</p>\n')).toBe('<p>\\u001b[2J\\u000d\n\t</p>');
    expect(plain('')).toBe('');
  });

  it.runIf(terminalProgramAvailable('tmux'))('is shown so by the command', async () => {
    const line = await ada();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type('clear; $CLI api /analytics; echo "ended: $?"', 'Enter');
    expect(await terminal.waitFor(/ended: 0/)).toContain('{\n  "count": 0,\n  "results": []\n}\nended: 0');
    expect(await terminal.everything()).toContain(`${String.fromCharCode(27)}[33m0`);
    expect(await terminal.everything()).not.toContain(secrets.password);
  });
});
