import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { makeAuthority } from '../../packages/node/test/authority.ts';

// What docs/sending.md tells people to do, done: its commands, its programs, and a mail at the end of each.

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const bin = here('../../packages/node/dist/cli/turbosmtp-auth.js');
const programs = globSync('*.ts', { cwd: here('sending/') });

/** A service, and a machine with a home of its own and a pair that the command saved. */
async function start(more: Readonly<Record<string, string>> = {}) {
  const sandbox = createSandbox({ accounts: [ada], switches: { enforcePermissions: true } });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  const home = await mkdtemp(join(tmpdir(), 'sending-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    TURBOSMTP_AUTH_KEYCHAIN: 'off',
    TURBOSMTP_AUTH_STORE_KEY: Buffer.alloc(32, 7).toString('base64url'),
    TURBOSMTP_BASE_URL: server.baseUrl,
    ...more,
  };
  const run = async (
    args: readonly string[],
    input = '',
  ): Promise<{ code: number; out: string; err: string }> => {
    const child: ChildProcess = spawn(process.execPath, args, { env, stdio: 'pipe' });
    child.stdin?.end(input);
    if (!child.stdout || !child.stderr) throw new Error('There are pipes.');
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, out, err };
  };
  expect(await run([bin, 'login', '--email', ada.email], ada.password)).toMatchObject({ code: 0 });
  const made = ['--permission', 'SEND_API', '--permission', 'SEND_SMTP', '--label', 'shop', '--save'];
  expect(await run([bin, 'consumer-keys', 'create', ...made])).toMatchObject({
    code: 0,
    err: expect.any(String),
  });
  return { sandbox, run, program: (name: string) => run([here(`sending/${name}`)]) };
}

test.for(programs)('the document shows sending/%s as it is tested', (file) => {
  const document = readFileSync(here('../../docs/sending.md'), 'utf8');
  expect(document).toContain(`\`\`\`ts\n${readFileSync(here(`sending/${file}`), 'utf8')}\`\`\`\n`);
  expect(document).toContain('--permission SEND_API --permission SEND_SMTP --label shop --save');
});

test.for(['send.ts', 'send-with-api.ts'])(
  '%s sends a mail, and prints its mid digit for digit',
  async (file) => {
    const { sandbox, program } = await start();
    const { code, out, err } = await program(file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [mail, ...more] = sandbox.outbox.list();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      from: 'shop@example.com',
      to: 'ada@example.com',
      text: 'It is on its way.',
    });
    expect(out.trim().split(' ').at(-1)).toBe(mail?.mid);
    expect(Number.isSafeInteger(Number(mail?.mid))).toBe(false);
  },
);

test.for(['send.ts', 'send-with-api.ts'])(
  '%s says that the pair is refused, and sends nothing',
  async (file) => {
    const { sandbox, program, run } = await start();
    const [pair] = sandbox.consumers.list();
    sandbox.consumers.add({ account: ada.email, key: pair?.key ?? '', secret: 'another' });
    const { code, err } = await program(file);
    expect(code).not.toBe(0);
    expect(err).toContain('401');
    expect(sandbox.outbox.list()).toEqual([]);
    expect((await run([bin, 'doctor'])).out).toContain('refused');
  },
);

test('one-client.ts asks with a key and sends with the pair', async () => {
  const { sandbox, program } = await start({ TURBOSMTP_EMAIL: ada.email, TURBOSMTP_PASSWORD: ada.password });
  expect(await program('one-client.ts')).toEqual({ code: 0, out: '200 200\n', err: '' });
  expect(sandbox.outbox.list()).toHaveLength(1);
});

test('send-by-smtp.ts sends a mail with the pair, over TLS', async () => {
  const authority = await makeAuthority('IP:127.0.0.1');
  const mails: { from: string; to: readonly string[]; content: string }[] = [];
  const users: unknown[] = [];
  const smtp = new SMTPServer({
    ...authority.server,
    secure: true,
    onAuth: ({ username, password }, { secure }, done) => {
      users.push({ username, password, secure });
      done(null, { user: username });
    },
    onData: (stream, { envelope }, done) => {
      void text(stream).then((content) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), content });
        done();
      });
    },
  });
  const server = smtp.listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => smtp.close(resolve)));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { sandbox, program } = await start({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(port),
    NODE_EXTRA_CA_CERTS: authority.file,
  });
  const { code, out, err } = await program('send-by-smtp.ts');
  expect({ code, out, err }).toEqual({ code: 0, out: 'Accepted for ada@example.com\n', err: '' });
  expect(mails).toMatchObject([
    {
      from: 'shop@example.com',
      to: ['ada@example.com'],
      content: expect.stringContaining('It is on its way.'),
    },
  ]);
  const [pair] = sandbox.consumers.list();
  expect(users).toEqual([
    { username: pair?.key, password: expect.stringMatching(/^[A-Za-z0-9]{32}$/), secure: true },
  ]);
});
