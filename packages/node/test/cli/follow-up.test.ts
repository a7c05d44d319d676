import { describe, expect, it } from 'vitest';
import { followUp } from '../../cli/follow-up.ts';
import { account, type CommandLine, commandLine, type Json, secrets } from './command-line.ts';

const input = [account.password, secrets.newPassword];

/** A profile that is not the one of the variables. */
const staging = ['--profile', 'staging'];

/** What a failure says next, as programs and as people are told it. */
async function nextOf(line: CommandLine, args: readonly string[]): Promise<unknown> {
  const { err } = await line.run(args, { input });
  const { object } = await line.json(args, { input });
  expect(err).toContain(`Next: ${object['error'].next}\n`);
  return object['error'].next;
}

describe('the command to go on with', () => {
  it('is about the same account: with the options that were typed, wherever they stood', async () => {
    const line = await commandLine();
    const { signIn, sandbox, server } = line;
    await signIn();
    await signIn('staging');
    const drop = { kind: 'drop', match: { operation: 'changePassword' }, times: 'always' } as const;
    sandbox.faults.add({ ...drop, when: 'before' });
    expect(await nextOf(line, ['change-password', ...staging])).toBe(
      'turbosmtp-auth change-password --settle --profile staging',
    );
    const there = ['--base-url', server.baseUrl];
    expect(await nextOf(line, [...there, ...staging, 'change-password'])).toBe(
      `turbosmtp-auth change-password --settle --profile staging --base-url ${server.baseUrl}`,
    );
    expect(await nextOf(line, ['key', ...staging])).toBe('turbosmtp-auth key --reveal --profile staging');
    sandbox.keys.revokeAll();
    const { object } = await line.json(['doctor', ...staging]);
    const { advice } = object['checks'].find(({ check }: Json) => check === 'key');
    expect(advice).toBe('Run `turbosmtp-auth login --profile staging`.');
    expect(await nextOf(line, ['consumer-keys', 'list', ...staging])).toBe(
      'turbosmtp-auth login --profile staging',
    );
  });

  it('leaves out what variables say, since they still hold', async () => {
    const line = await commandLine();
    const env = { TURBOSMTP_PROFILE: 'staging' };
    expect((await line.run(['status'], { env })).err).toBe('Next: turbosmtp-auth login\n');
    expect((await line.run(['status', ...staging])).err).toBe(
      'Next: turbosmtp-auth login --profile staging\n',
    );
  });

  it.each([[['key']], [['change-password']], [['consumer-keys', 'list']]])(
    'is to log in where nobody is signed in: %j',
    async (args) => {
      expect(await nextOf(await commandLine(), [...args, ...staging])).toBe(
        'turbosmtp-auth login --profile staging',
      );
    },
  );

  it('is the list where a pair is saved already', async () => {
    const line = await commandLine();
    await line.signIn();
    const create = ['consumer-keys', 'create', '--permission', 'APIS', '--save'];
    await line.run(create);
    expect(await nextOf(line, create)).toBe('turbosmtp-auth consumer-keys list');
  });

  it('can be pasted into a shell, whatever the URL', () => {
    const url = "http://localhost:1/a(b)'c";
    const command = followUp({ profile: 'a.b-c', baseUrl: url })('login');
    const word = process.platform === 'win32' ? `"${url}"` : String.raw`'http://localhost:1/a(b)'\''c'`;
    expect(command).toBe(`turbosmtp-auth login --profile a.b-c --base-url ${word}`);
  });

  it.each([
    'https://ada:hunter2@localhost:1/api/v2',
    'https://hunter2@localhost:1/api/v2',
    'https://:hunter2@localhost:1/api/v2',
    'https://localhost:1/api/v2?token=hunter2',
    'https://localhost:1/api/v2#hunter2',
    'hunter2',
    'ada:hunter2',
    '//ada:hunter2@localhost:1/api/v2',
  ])('leaves out a base URL that every client refuses, since it may hold a secret: %s', async (baseUrl) => {
    expect(followUp({ baseUrl })('login')).toBe('turbosmtp-auth login');
    const line = await commandLine();
    const typed = ['--base-url', baseUrl];
    expect((await line.run(['profiles', 'use', 'staging', ...typed])).err).toBe(
      'Next: turbosmtp-auth login\n',
    );
    const consumer = ['--consumer', ...typed];
    for (const args of [
      ['doctor', ...typed],
      ['api', '/x', ...consumer],
      ['exec', ...consumer, '--', 'true'],
    ]) {
      const { code, err } = await line.run(args);
      expect(code, err).toBe(2);
      expect(err).toContain('\n  --base-url: ');
      expect(err).not.toContain('hunter2');
    }
  });
});
