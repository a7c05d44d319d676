import type { ConsumerRecord } from '@turbosmtp-auth/node';
import type { ConsumerPermission } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import { account, type CommandLine, commandLine, storeOf } from './command-line.ts';

async function saved(line: CommandLine): Promise<ConsumerRecord | null> {
  const { origin } = new URL(line.server.baseUrl);
  const record = await storeOf(line).get({ origin, profile: 'default', kind: 'consumer' });
  return record as ConsumerRecord | null; // a slot holds its kind
}

/** What the website shows of a pair that was made there. */
const made = { account: account.email, key: 'made-on-the-website', secret: 'Secret0fTheWebsite' } as const;

/** A command line with that pair, and its secret in no output. */
async function withPair(
  permissions: readonly ConsumerPermission[] = ['SEND_API', 'APIS'],
  switches = {},
): Promise<CommandLine> {
  return commandLine({
    consumers: [{ ...made, permissions, label: 'shop', ips: ['192.0.2.1'] }],
    switches: { enforcePermissions: true, ...switches },
  });
}

const save = ['consumer-keys', 'save', made.key];

describe('consumer-keys save', () => {
  it('tries a pair that was made elsewhere, and keeps it, with nobody signed in', async () => {
    const line = await withPair();
    const { code, object } = await line.json([...save, '--label', 'shop'], { input: [made.secret] });
    expect({ code, object }).toEqual({
      code: 0,
      object: { key: made.key, label: 'shop', tried: true, replaced: null, profile: 'default' },
    });
    expect(await saved(line)).toMatchObject({ key: made.key, secret: made.secret, label: 'shop' });
    expect(line.sandbox.requests.list().map(({ path }) => path)).toEqual(['/api/v2/analytics']);
    expect(JSON.stringify(object)).not.toContain(made.secret);
  });

  it('says who it is for on a terminal line, and never the secret', async () => {
    const line = await withPair();
    const { code, out, err } = await line.run(save, { input: [made.secret] });
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `The pair ${made.key} is saved for profile default.\n`,
      err: '',
    });
  });

  it.each([
    ['a wrong secret', save, 'Wr0ng'],
    ['a wrong key', ['consumer-keys', 'save', 'unknown'], made.secret],
  ])('keeps none that the service refuses: %s', async (_, args, secret) => {
    const line = await withPair();
    const { code, object } = await line.json(args, { input: [secret] });
    expect(code).toBe(4);
    expect(object['error']).toMatchObject({ code: 'consumer_refused', exitCode: 4 });
    expect(await saved(line)).toBeNull();
    expect(JSON.stringify(object)).not.toContain(secret);
  });

  it('keeps none that it could not try, for want of an answer', async () => {
    const line = await withPair();
    line.sandbox.faults.add({ kind: 'html', status: 503, times: 'always' });
    expect((await line.json(save, { input: [made.secret] })).code).toBe(5);
    expect(await saved(line)).toBeNull();
  });

  it.each([[['SEND_API']], [['APIS']], [['SEND_SMTP', 'SEND_API']]] as const)(
    'tries %j for what it may',
    async (permissions) => {
      const line = await withPair(permissions);
      expect((await line.json(save, { input: [made.secret] })).object).toMatchObject({ tried: true });
    },
  );

  it('keeps a pair for SMTP alone untried if told so, and says it', async () => {
    const line = await withPair(['SEND_SMTP']);
    expect((await line.json(save, { input: [made.secret] })).code).toBe(4);
    const { code, err } = await line.run([...save, '--permissions', 'SEND_SMTP'], { input: [made.secret] });
    expect(code).toBe(0);
    expect(err).toContain('The pair was not tried');
    expect(await saved(line)).toMatchObject({ key: made.key });
  });

  it('writes over another only with --replace', async () => {
    const line = await withPair();
    await line.signIn();
    const { object } = await line.json(['consumer-keys', 'create', '--permission', 'APIS', '--save']);
    const before = await saved(line);
    const second = await line.json(save, { input: [made.secret] });
    expect(second.object['error']).toMatchObject({ code: 'consumer_exists' });
    expect(await saved(line)).toEqual(before);
    const third = await line.json([...save, '--replace'], { input: [made.secret] });
    expect(third.object).toMatchObject({ replaced: object['key'] });
    expect(await saved(line)).toMatchObject({ key: made.key });
  });

  it.each([
    ['a secret with a space', save, 'Secret 0f'],
    ['two lines', save, 'one\ntwo'],
    ['nothing', save, ''],
    ['a key with a space', ['consumer-keys', 'save', 'a key'], made.secret],
    ['permissions that there are not', [...save, '--permissions', 'EVERYTHING'], made.secret],
    ['no permissions', [...save, '--permissions', ','], made.secret],
  ])('refuses %s before it asks the service', async (_, args, input) => {
    const line = await withPair();
    expect((await line.json(args, { input })).code).toBe(2);
    expect(line.sandbox.requests.list()).toEqual([]);
    expect(await saved(line)).toBeNull();
  });

  it('takes no secret from the arguments', async () => {
    const line = await withPair();
    const { code, out, err } = await line.run([...save, made.secret]);
    expect(code).toBe(2);
    expect(out + err).not.toContain(made.secret);
  });
});

describe('consumer-keys rotate', () => {
  const start = async (...given: Parameters<typeof withPair>): Promise<CommandLine> => {
    const line = await withPair(...given);
    await line.run([...save, '--label', 'shop', '--permissions', 'SEND_SMTP'], { input: [made.secret] });
    await line.signIn();
    return line;
  };

  it('replaces the saved pair by one like it', async () => {
    const line = await start();
    const { code, object } = await line.json(['consumer-keys', 'rotate']);
    const record = await saved(line);
    expect({ code, object }).toEqual({
      code: 0,
      object: { key: record?.key, replaced: made.key, kept: null, profile: 'default' },
    });
    expect(line.sandbox.consumers.list()).toMatchObject([
      { key: record?.key, label: 'shop', permissions: ['SEND_API', 'APIS'], ips: ['192.0.2.1'] },
    ]);
    const again = await line.run(['consumer-keys', 'rotate']);
    expect(again.out).toBe(
      `The pair ${(await saved(line))?.key} is saved for profile default.\nThe previous pair, ${record?.key}, was deleted.\n`,
    );
    expect(again.out + JSON.stringify(object)).not.toContain(record?.secret);
  });

  it('keeps the old pair if only SMTP can tell, until --yes', async () => {
    const line = await start(['SEND_SMTP']);
    const first = await line.run(['consumer-keys', 'rotate']);
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining('consumer-keys rotate --yes') });
    const key = (await saved(line))?.key;
    expect((await line.json(['consumer-keys', 'rotate'])).object).toMatchObject({
      key,
      replaced: null,
      kept: made.key,
    });
    expect(line.sandbox.consumers.list()).toHaveLength(2);
    expect((await line.json(['consumer-keys', 'rotate', '--yes'])).object).toMatchObject({
      key,
      replaced: made.key,
      kept: null,
    });
    expect(line.sandbox.consumers.list()).toMatchObject([{ key }]);
  });

  it('is told the permissions where the list does not say them', async () => {
    const line = await start(['SEND_API', 'APIS'], { consumerKeyMembers: 'until 2025' });
    const refused = await line.run(['consumer-keys', 'rotate']);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--permissions') });
    const { code } = await line.run(['consumer-keys', 'rotate', '--permissions', 'SEND_API,APIS']);
    expect(code).toBe(0);
    expect(line.sandbox.consumers.list()).toMatchObject([{ permissions: ['SEND_API', 'APIS'] }]);
  });

  it('refuses where the environment names the old pair', async () => {
    const line = await start();
    const env = { TURBOSMTP_CONSUMER_KEY: made.key, TURBOSMTP_CONSUMER_SECRET: made.secret };
    const { code, err } = await line.run(['consumer-keys', 'rotate'], { env });
    expect(code).toBe(2);
    expect(err).toContain('TURBOSMTP_CONSUMER_KEY');
    expect(err).not.toContain(made.secret);
    expect(line.sandbox.consumers.list()).toMatchObject([{ key: made.key }]);
  });

  it('goes back if the new pair is refused, and says so', async () => {
    const line = await start();
    line.sandbox.faults.add({ kind: 'html', status: 401, match: { path: '/api/v2/analytics' } });
    const { code, object } = await line.json(['consumer-keys', 'rotate']);
    expect(code).toBe(4);
    expect(object['error']).toMatchObject({ code: 'consumer_refused', next: 'turbosmtp-auth doctor' });
    expect(await saved(line)).toMatchObject({ key: made.key, secret: made.secret });
    expect(line.sandbox.consumers.list()).toMatchObject([{ key: made.key }]);
  });

  it('refuses a pair that the account does not have', async () => {
    const line = await commandLine();
    await line.signIn();
    const { origin } = new URL(line.server.baseUrl);
    const slot = { origin, profile: 'default', kind: 'consumer' } as const;
    await storeOf(line).set(slot, {
      v: 1,
      kind: 'consumer',
      gen: 'g',
      key: 'strange',
      secret: 'strange-secret',
    });
    const { code, object } = await line.json(['consumer-keys', 'rotate']);
    expect({ code, error: object['error'] }).toMatchObject({ code: 4, error: { code: 'key_not_found' } });
  });

  it('needs a saved pair, and somebody signed in', async () => {
    const line = await commandLine();
    expect((await line.json(['consumer-keys', 'rotate'])).object['error']).toMatchObject({
      code: 'signed_out',
    });
    const other = await withPair();
    await other.run(save, { input: [made.secret] });
    expect((await other.json(['consumer-keys', 'rotate'])).object['error']).toMatchObject({
      code: 'signed_out',
    });
    expect(await saved(other)).toMatchObject({ key: made.key });
  });
});
