import { createClient, type KeyStore, memoryKeyStore, storageError } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import type { CommandSpec, Invocation, Outcome } from '../../cli/command.ts';
import { createConsumerKey } from '../../cli/commands/consumer-keys/create.ts';
import { deleteConsumerKey } from '../../cli/commands/consumer-keys/delete.ts';
import { tell } from '../../cli/failure-report.ts';
import { followUp } from '../../cli/follow-up.ts';
import { createPaint, symbolsOf } from '../../cli/paint.ts';
import { createQuestions } from '../../cli/secrets/questions.ts';
import { account } from './command-line.ts';

const baseUrl = 'https://pro.api.serversmtp.com/api/v2';

/** Runs a command, signed in, with a store for the pair that may fail. */
async function run(
  command: CommandSpec,
  sandbox: Sandbox,
  pairs: Partial<KeyStore>,
  given: Pick<Invocation, 'flags' | 'argument'>,
): Promise<Outcome> {
  const client = createClient({ baseUrl, fetch: sandbox.fetch, keyStore: memoryKeyStore() });
  await client.login(account);
  sandbox.requests.clear();
  const { signal } = new AbortController();
  const paint = createPaint({}, {});
  const symbols = symbolsOf(true);
  const invocation: Invocation = {
    profile: 'default',
    profileChoice: { profile: 'default', from: 'default' },
    baseUrl,
    timeout: undefined,
    ...given,
    typed: given.flags,
    words: [given.argument],
    onTerminal: false,
    stdin: process.stdin,
    stdout: process.stdout,
    divertSignals: () => ({ [Symbol.dispose]: () => undefined }),
    follow: followUp({}),
    commands: [],
    env: {},
    signal,
    questions: createQuestions({
      stdin: process.stdin,
      output: undefined,
      say: () => undefined,
      signal,
      end: () => undefined,
      paint,
      isDumb: false,
      symbols,
    }),
    paint,
    symbols,
    refusedLogins: () => 0,
    client: async () => client,
    clientApart: async () => client,
    note: () => undefined,
    say: () => undefined,
    keyStore: async () => ({ ...memoryKeyStore(), ...pairs }),
  };
  if (!command.run) throw new Error('it is a command');
  const outcome = await command.run(invocation);
  if ('passedOn' in outcome) throw new Error('it runs nothing');
  return outcome;
}

const create = (
  sandbox: Sandbox,
  pairs: Partial<KeyStore>,
  flags: Invocation['flags'] = {},
): Promise<Outcome> =>
  run(createConsumerKey, sandbox, pairs, {
    flags: { save: true, permission: ['APIS'], ...flags },
    argument: '',
  });

const sandboxWithAda = (): Sandbox => createSandbox({ accounts: [account] });
const full = (): Promise<never> => Promise.reject(storageError('storage_full'));

describe('consumer-keys create --save', () => {
  it('asks for no pair where the store cannot be written to', async () => {
    const sandbox = sandboxWithAda();
    await expect(create(sandbox, { set: full })).rejects.toMatchObject({ code: 'storage_full' });
    expect(sandbox.requests.list()).toEqual([]);
  });

  it('leaves nothing of the proof behind', async () => {
    const store = memoryKeyStore();
    await create(sandboxWithAda(), store);
    const { origin } = new URL(baseUrl);
    expect(await store.get({ origin, profile: 'default', kind: 'pending' })).toBeNull();
    expect(await store.get({ origin, profile: 'default', kind: 'consumer' })).toMatchObject({
      kind: 'consumer',
    });
  });

  it('deletes a pair that could not be saved after all', async () => {
    const sandbox = sandboxWithAda();
    const set: KeyStore['set'] = (_, { kind }) => (kind === 'consumer' ? full() : Promise.resolve(true));
    await expect(create(sandbox, { set })).rejects.toMatchObject({ code: 'storage_full' });
    expect(sandbox.requests.list().map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(sandbox.consumers.list()).toEqual([]);
  });

  it('gives way to a pair that another process saved meanwhile', async () => {
    const sandbox = sandboxWithAda();
    const set: KeyStore['set'] = async (_, { kind }) => kind !== 'consumer';
    await expect(create(sandbox, { set })).rejects.toMatchObject({ code: 'consumer_exists' });
    expect(sandbox.consumers.list()).toEqual([]);
  });

  it('names a pair that could be neither saved nor deleted, and not its secret', async () => {
    const sandbox = sandboxWithAda();
    sandbox.faults.add({ kind: 'html', match: { operation: 'deleteConsumerKey' }, times: 'always' });
    let secret = '';
    const set: KeyStore['set'] = async (_, record) => {
      if (record.kind === 'consumer') ({ secret } = record);
      return record.kind === 'consumer' ? full() : true;
    };
    const failure = await create(sandbox, { set }).catch((error: unknown) => error);
    const [pair] = sandbox.consumers.list();
    const { report, lines } = await tell(failure);
    expect(report).toMatchObject({ code: 'consumer_lost', exitCode: 6 });
    expect(report.next).toBe(`turbosmtp-auth consumer-keys delete ${pair?.key}`);
    expect(secret).not.toBe('');
    expect(JSON.stringify([report, lines])).not.toContain(secret);
  });
});

describe('consumer-keys delete', () => {
  it('says that the pair is deleted where what is saved of it cannot be removed', async () => {
    const sandbox = sandboxWithAda();
    const store = memoryKeyStore();
    const { json } = await create(sandbox, store);
    const { key } = json as { key: string };
    const outcome = await run(
      deleteConsumerKey,
      sandbox,
      { ...store, remove: full },
      { flags: {}, argument: key },
    );
    expect(outcome).toMatchObject({
      json: { deleted: key, forgotten: false },
      lines: [`The pair ${key} was deleted.`],
      notes: [expect.stringContaining('saved copy of the pair could not be removed')],
    });
    expect(sandbox.consumers.list()).toEqual([]);
  });
});
