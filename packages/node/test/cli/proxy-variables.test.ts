import { describe, expect, it } from 'vitest';
import { account, type CommandLine, commandLine, type Json, secrets } from './command-line.ts';

// A proxy that cannot be used stops what needs the network, and nothing else.

const proxy = `socks5://ada:${secrets.wrongPassword}@proxy.test:1080`;

/** Commands that ask the store or a file only, with how they end for somebody who is signed in and has a saved pair. */
const local: readonly (readonly [args: string, code: number])[] = [
  ['status', 0],
  ['whoami', 0],
  ['status --profile other', 3],
  ['key', 2], // for want of --reveal
  ['key --reveal', 0],
  ['exec -- true', 0],
  ['exec --consumer -- true', 0],
  ['change-password', 2], // for want of passwords
  ['consumer-keys create --permission APIS', 2], // for want of --save
  ['profiles list', 0],
  ['profiles use default', 0],
  ['init', 0],
  ['completion bash', 0],
  ['--help', 0],
  ['--version', 0],
];

/** Commands that ask the service. */
const remote: readonly (readonly [args: string, ...input: string[]])[] = [
  [`login --email ${account.email}`, account.password],
  ['api /analytics'],
  ['api /analytics --consumer'],
  ['change-password', account.password, secrets.newPassword],
  [`change-password --settle --email ${account.email}`, account.password, secrets.newPassword],
  [`forgot-password --email ${account.email}`],
  ['reset-password', '0123456789', secrets.newPassword],
  ['consumer-keys list'],
  ['consumer-keys create --permission APIS --save --replace'],
  ['consumer-keys save 0123 --replace', 'secret'],
  ['consumer-keys rotate'],
  ['consumer-keys delete 0123'],
  ['exec --ephemeral --permission APIS -- true'],
];

async function signedIn(): Promise<CommandLine> {
  const line = await commandLine();
  await line.signIn();
  const create = ['consumer-keys', 'create', '--permission', 'APIS', '--save'];
  expect((await line.run(create)).code).toBe(0);
  line.sandbox.requests.clear();
  return line;
}

describe('the variable of a proxy that cannot be used', () => {
  it('is no matter to what needs no network', async () => {
    const line = await signedIn();
    for (const [args, code] of local) {
      const ended = await line.run(args.split(' '), { env: { HTTPS_PROXY: proxy } });
      expect(ended.code, `${args}: ${ended.err}`).toBe(code);
      expect(ended.err, args).not.toContain('HTTPS_PROXY');
    }
    expect(line.sandbox.requests.list()).toEqual([]);
  });

  it('ends all else with 2, names itself and nothing of its value, and nothing is sent or lost', async () => {
    const line = await signedIn();
    for (const [args, ...input] of remote) {
      const { code, out, err } = await line.run(['--json', ...args.split(' ')], {
        input,
        env: { HTTPS_PROXY: proxy },
      });
      expect(err).toBe('');
      const { error } = JSON.parse(out) as Json;
      expect({ args, code, error }).toMatchObject({
        args,
        code: 2,
        error: { code: 'invalid_input', issues: [{ path: 'HTTPS_PROXY', code: 'not_an_http_proxy' }] },
      });
      expect(out).not.toContain('proxy.test');
    }
    expect(line.sandbox.requests.list()).toEqual([]);
    expect((await line.json(['consumer-keys', 'list'])).object).toMatchObject({
      consumerKeys: [{ saved: true }],
    });
  });

  it('does not keep anybody signed in: the key is revoked once it can be', async () => {
    const line = await signedIn();
    const logout = await line.json(['logout'], { env: { HTTPS_PROXY: proxy } });
    expect(logout).toMatchObject({ code: 0, object: { revoked: 'queued' } });
    expect(line.sandbox.keys.list()).toHaveLength(1);
    expect((await line.json(['logout'])).object['revoked']).toBe('now');
    expect(line.sandbox.keys.list()).toEqual([]);
  });

  it.each([
    ['HTTPS_PROXY', 'socks://proxy.test'],
    ['HTTPS_PROXY', 'socks4://proxy.test'],
    ['HTTPS_PROXY', 'socks4a://proxy.test'],
    ['HTTPS_PROXY', 'socks5h://proxy.test'],
    ['HTTPS_PROXY', 'SOCKS5://PROXY.TEST'],
    ['https_proxy', 'socks5://proxy.test'],
    ['HTTP_PROXY', 'socks5://proxy.test'],
    ['http_proxy', 'socks5://proxy.test'],
    ['HTTPS_PROXY', 'http://'],
    ['HTTPS_PROXY', 'http://proxy.test/path'],
    ['HTTPS_PROXY', 'two words'],
    ['HTTPS_PROXY', '://'],
  ])('is any of these, of which status works: %s=%s', async (variable, value) => {
    const line = await commandLine();
    const given = { env: { [variable]: value } };
    expect((await line.json(['status'], given)).code).toBe(3);
    const login = ['login', '--email', account.email];
    const { code, object } = await line.json(login, { ...given, input: [account.password] });
    expect(code).toBe(2);
    expect(object['error'].issues).toMatchObject([{ path: variable }]);
    expect((await line.json(['doctor'], given)).object['checks']).toContainEqual(
      expect.objectContaining({ check: 'proxy', status: 'problem' }),
    );
  });

  it.each([
    ['ALL_PROXY', proxy], // is read by no client here
    ['all_proxy', proxy],
    ['NO_PROXY', 'socks5://'], // a list, in which it names nothing
    ['HTTPS_PROXY', ''], // as good as not set
    ['HTTPS_PROXY', 'http://127.0.0.1:9'], // which nothing of this machine goes through
  ])('is none of these: %s=%s', async (variable, value) => {
    const line = await commandLine();
    const given = { env: { [variable]: value }, input: [account.password] };
    expect((await line.json(['login', '--email', account.email], given)).code).toBe(0);
    expect((await line.json(['status'], given)).code).toBe(0);
  });
});
