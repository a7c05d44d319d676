import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConsumerRecord, createClient } from '@turbosmtp-auth/node';
import { describe, expect, it } from 'vitest';
import { stateDirectory } from '../../src/state-directory.ts';
import { type CommandLine, commandLine, storeOf } from './command-line.ts';

const create = ['consumer-keys', 'create', '--permission', 'APIS', '--label', 'mailer'];

/** The pair that is kept for a profile, read as a program would. */
async function saved(line: CommandLine): Promise<ConsumerRecord | null> {
  const { origin } = new URL(line.server.baseUrl);
  const record = await storeOf(line).get({ origin, profile: 'default', kind: 'consumer' });
  return record as ConsumerRecord | null; // a slot holds its kind
}

describe('consumer-keys', () => {
  it('creates a pair, saves it, lists it and deletes it; its secret is shown nowhere', async () => {
    const line = await commandLine();
    const { json, run, signIn, sandbox } = line;
    await signIn();
    const more = ['--permission', 'SEND_API', '--ip', '192.0.2.1', '--ip', '192.0.2.2', '--save'];
    const { code, object } = await json([...create, ...more]);
    const key = expect.any(String);
    expect({ code, object }).toEqual({
      code: 0,
      object: {
        key,
        label: 'mailer',
        permissions: ['APIS', 'SEND_API'],
        ips: ['192.0.2.1', '192.0.2.2'],
        saved: true,
        replaced: null,
        profile: 'default',
      },
    });
    const record = await saved(line);
    expect(record).toMatchObject({ key: object['key'], label: 'mailer' });
    const { key: savedKey = '', secret = '' } = record ?? {};
    const client = createClient({ baseUrl: line.server.baseUrl, consumer: { key: savedKey, secret } });
    expect((await client.fetch('/analytics')).status).not.toBe(401);

    const list = await json(['consumer-keys', 'list']);
    expect(list.object['consumerKeys']).toEqual([
      {
        key: savedKey,
        label: 'mailer',
        createdAt: expect.stringMatching(/Z$/),
        ips: ['192.0.2.1', '192.0.2.2'],
        legacy: false,
        permissions: expect.arrayContaining(['APIS', 'SEND_API']),
        saved: true,
      },
    ]);
    const shown = await run(['consumer-keys', 'list']);
    expect(shown.out).toMatch(/^KEY +LABEL +CREATED/);
    expect(shown.out).toContain('saved here');
    expect(shown.err).toBe('');
    expect(list.object['savedKey']).toBe(savedKey);
    for (const text of [JSON.stringify(object), JSON.stringify(list.object), shown.out])
      expect(text).not.toContain(secret);

    expect(await json(['consumer-keys', 'delete', savedKey])).toEqual({
      code: 0,
      object: { deleted: savedKey, forgotten: true },
    });
    expect(await saved(line)).toBeNull();
    expect((await json(['consumer-keys', 'delete', savedKey])).object['error']).toMatchObject({
      code: 'key_not_found',
      exitCode: 4,
    });
    expect((await run(['consumer-keys', 'list'])).out).toBe('The account has no consumer pair.\n');
    expect(sandbox.consumers.list()).toEqual([]);
  });

  it('forgets a saved pair that the service does not have any more', async () => {
    const line = await commandLine();
    const { json, run, signIn, sandbox } = line;
    await signIn();
    const { key } = (await json([...create, '--save'])).object;
    sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'deleteConsumerKey' } });
    expect((await json(['consumer-keys', 'delete', key])).code).toBe(7);
    expect(sandbox.consumers.list()).toEqual([]);
    expect((await saved(line))?.key).toBe(key);

    expect((await json(['consumer-keys', 'list'])).object).toEqual({ consumerKeys: [], savedKey: key });
    const { err } = await run(['consumer-keys', 'list']);
    expect(err).toContain('does not belong to this account');
    expect(err).toContain(`turbosmtp-auth consumer-keys delete ${key}\n`);

    expect((await json(['consumer-keys', 'delete', 'another'])).object['error'].hint).not.toContain(
      'forgotten',
    );
    expect((await saved(line))?.key).toBe(key);
    expect((await json(['consumer-keys', 'delete', key])).object['error']).toMatchObject({
      code: 'key_not_found',
      hint: expect.stringMatching(
        /saved copy of the pair was removed\. If the pair belongs to an account other than the one signed in, it is still valid/,
      ),
      operation: 'deleteConsumerKey',
      status: 404,
      exitCode: 4,
    });
    expect(await saved(line)).toBeNull();
    expect(await run(['consumer-keys', 'list'])).toMatchObject({ code: 0, err: '' });
    expect((await json([...create, '--save'])).code).toBe(0);
  });

  it('prints the secret with --reveal, and makes no pair whose secret would go nowhere', async () => {
    const { json, run, signIn, sandbox } = await commandLine();
    await signIn();
    expect((await json(create)).object['error']).toMatchObject({ code: 'usage', exitCode: 2 });
    expect(sandbox.consumers.list()).toEqual([]);
    const { object } = await json([...create, '--reveal'], { reveals: true });
    expect(object).toMatchObject({ saved: false, secret: expect.any(String) });
    const { out } = await run([...create, '--reveal'], { reveals: true });
    expect(out).toMatch(/^Key: {4}\S+\nSecret: \S+\n$/);
  });

  it('writes over no pair unasked, and asks before there is one to lose', async () => {
    const line = await commandLine();
    const { json, signIn, sandbox } = line;
    await signIn();
    const first = await json([...create, '--save']);
    const refused = await json([...create, '--save']);
    expect(refused.object['error']).toMatchObject({ code: 'consumer_exists', exitCode: 2 });
    expect(sandbox.consumers.list()).toHaveLength(1);
    expect((await saved(line))?.key).toBe(first.object['key']);
    expect((await json([...create, '--reveal', '--replace'])).object['error']).toMatchObject({
      message: '--replace is for --save only.',
      exitCode: 2,
    });
    expect(sandbox.consumers.list()).toHaveLength(1);
    const second = await json([...create, '--save', '--replace']);
    expect((await saved(line))?.key).toBe(second.object['key']);
    expect(second.object['replaced']).toBe(first.object['key']);
  });

  it('says which pair was replaced, and that it is still valid', async () => {
    const { json, run, signIn, sandbox } = await commandLine();
    await signIn();
    const { key } = (await json([...create, '--save'])).object;
    const { err } = await run([...create, '--save', '--replace']);
    expect(err).toContain(
      `The previous pair, ${key}, is still valid. To delete it: \`turbosmtp-auth consumer-keys delete ${key}\`.`,
    );
    expect(sandbox.consumers.list()).toHaveLength(2);
  });

  it('tells a saved pair in the status, also with nobody signed in', async () => {
    const { json, run, signIn, home } = await commandLine();
    await signIn();
    const { key } = (await json([...create, '--save'])).object;
    expect((await json(['status'])).object).toMatchObject({ signedIn: true, savedKey: key });
    const { out, err } = await run(['logout']);
    expect(out).toBe('Signed out. The key was revoked.\n');
    expect(err).toBe(
      `The consumer pair ${key} stays saved and valid. To delete it, log in and run \`turbosmtp-auth consumer-keys delete ${key}\`.\n`,
    );
    expect((await json(['logout'])).object).toMatchObject({ revoked: 'nothing', savedKey: key });
    expect(await json(['status'])).toMatchObject({ code: 3, object: { signedIn: false, savedKey: key } });
    expect((await run(['status'])).out).toContain(`Saved consumer pair: ${key}\n`);

    const directory = stateDirectory(process.platform, { HOME: home, LOCALAPPDATA: home });
    const [name = ''] = (await readdir(directory)).filter((each) => each.startsWith('default.consumer.'));
    await writeFile(join(directory, name), 'garbage');
    expect(await json(['status'])).toMatchObject({ code: 3, object: { savedKey: null } });
    expect((await run(['status'])).err).toContain('could not be read');
    expect((await run(['logout'])).err).toContain('could not be read');
  });

  it('makes no pair that it could not save', async () => {
    const { json, signIn, sandbox } = await commandLine();
    await signIn();
    const env = { TURBOSMTP_AUTH_STORE_KEY: undefined };
    expect((await json([...create, '--save'], { env })).code).toBe(6);
    expect(sandbox.consumers.list()).toEqual([]);
  });

  it('lists and deletes what the service has, though the pair that is saved here cannot be read', async () => {
    const { json, run, signIn, home, sandbox } = await commandLine();
    await signIn();
    const { object } = await json([...create, '--save']);
    const directory = stateDirectory(process.platform, { HOME: home, LOCALAPPDATA: home });
    const [name = ''] = (await readdir(directory)).filter((each) => each.startsWith('default.consumer.'));
    await writeFile(join(directory, name), 'garbage');

    const list = await json(['consumer-keys', 'list']);
    expect(list).toMatchObject({ code: 0, object: { consumerKeys: [{ key: object['key'], saved: null }] } });
    const note = /could not be read\. To see where it is kept: `turbosmtp-auth doctor`/;
    const shown = await run(['consumer-keys', 'list']);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(object['key']) });
    expect(shown.err).toMatch(note);

    const removed = await run(['consumer-keys', 'delete', object['key']]);
    expect(removed).toMatchObject({ code: 0, out: `The pair ${object['key']} was deleted.\n` });
    expect(removed.err).toMatch(note);
    expect(sandbox.consumers.list()).toEqual([]);
    const { object: other } = await json([...create, '--reveal'], { reveals: true });
    expect(await json(['consumer-keys', 'delete', other['key']])).toEqual({
      code: 0,
      object: { deleted: other['key'], forgotten: null },
    });
    expect(await readFile(join(directory, name), 'utf8')).toBe('garbage');
  });

  it('lists a pair of which the service says little', async () => {
    const { json, run, signIn, sandbox } = await commandLine();
    await signIn();
    const old = { consumerKey: 'k1', label: 'plugin' }; // as the service had them until 2025
    sandbox.faults.add({
      kind: 'reply',
      match: { operation: 'listConsumerKeys' },
      json: { count: 1, results: [old] },
      times: 2,
    });
    expect((await json(['consumer-keys', 'list'])).object['consumerKeys']).toEqual([
      { key: 'k1', label: 'plugin', createdAt: null, ips: [], legacy: null, permissions: null, saved: false },
    ]);
    const { out, code } = await run(['consumer-keys', 'list']);
    expect({ code, row: out.split('\n')[1]?.split(/ +/) }).toEqual({
      code: 0,
      row: ['k1', 'plugin', 'unknown', 'unknown', 'any'],
    });
  });

  it('shows a terminal nothing that it would obey', async () => {
    const { run, signIn, sandbox } = await commandLine();
    await signIn();
    const evil = {
      consumerKey: 'k1',
      label: 'a\u001b[2Jb',
      creation_time: '2026-01-01 00:00:00',
      ips: [],
      is_legacy: true,
      permissions: ['APIS'],
    };
    sandbox.faults.add({
      kind: 'reply',
      match: { operation: 'listConsumerKeys' },
      json: { count: 1, results: [evil] },
    });
    const { out, code } = await run(['consumer-keys', 'list']);
    expect(code).toBe(0);
    expect(out).toContain('a�[2Jb');
    expect(out).toContain('legacy');
  });
});
