import { createSandbox, type Fault } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { createClient } from '../src/client/create-client.ts';
import type { ClientOptions } from '../src/client/options.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { OperationName } from '../src/operations/codes.ts';
import { operations } from '../src/operations/index.ts';
import type { KeyStore, Slot } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const bob = { email: 'bob@example.com', password: 'Correct-Horse-8' };

const input = {
  token: 'token',
  key: 'key',
  currentPassword: ada.password,
  newPassword: 'Newer-Horse-10',
  permissions: ['APIS'],
};
type Call = (client: Client) => Promise<unknown>;
/** Every operation that takes a key, so that one to come is among them. */
const keyed = Object.entries(operations)
  .filter(([name, { auth }]) => name !== 'logout' && auth.length > 0)
  .map(([name, { fields }]): [string, Call] => [
    name,
    (client) => {
      const method = client[name as OperationName] as (given?: object) => Promise<unknown>;
      return Object.keys(fields).length > 0 ? method(input) : method();
    },
  ]);
const fetches: readonly [string, Call][] = [
  ['fetch', (client) => client.fetch('/analytics')],
  ['fetch with a body', (client) => client.fetch('/analytics', { method: 'POST', body: 'x' })],
];

/**
 * Two clients on one store, and each key that was sent. Time stands still unless a test moves it.
 *
 * @param neverSent Whether a connection that breaks has sent nothing.
 */
function world(options: ClientOptions = {}, neverSent = true) {
  const sandbox = createSandbox({ accounts: [ada, bob], clock: { frozen: true } });
  const keyStore = memoryKeyStore();
  const sent: string[] = [];
  let beforeNext: (() => Promise<void>) | undefined;
  const fetch = async (target: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(target, init);
    const key = request.headers.get('authorization');
    if (key !== null && !request.url.endsWith('/deauthorize')) sent.push(key);
    const before = key !== null && beforeNext;
    if (before) beforeNext = undefined;
    if (before) await before();
    return sandbox.fetch(request);
  };
  const platform = { name: 'test', fetch, keyStore, lock: memoryLock(), neverSent: () => neverSent };
  const client = (own: ClientOptions) => createClient(platform, { keyStore, clock: sandbox.clock, ...own });
  const retries: (() => void)[] = [];
  const one = client({
    ...options,
    trace: ({ type }) => {
      if (type === 'retry') for (const wake of retries.splice(0)) wake();
    },
  });
  return {
    sandbox,
    sent,
    one,
    other: client({}),
    /** Resolves once a call of the first client waits to be repeated. */
    retry: () => new Promise<void>((resolve) => retries.push(resolve)),
    /** Does something when the next request with a key was sent, and before it arrives. */
    onTheWay: (work: () => Promise<unknown>) => {
      beforeNext = async () => void (await work());
    },
  };
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => (value instanceof Response ? value.status : 'done'),
    (error) => error.code,
  );

const limited: Fault = { kind: 'reply', status: 429, headers: { 'retry-after': '1' } };

describe.each([
  ['is told to wait', limited],
  ['never left', { kind: 'drop', when: 'connect' } satisfies Fault],
])('a call that %s, and that waits while another client', (_, fault) => {
  const waiting = async (
    call: Call,
    meanwhile: (other: Client) => Promise<unknown>,
    options?: ClientOptions,
  ) => {
    const { sandbox, sent, one, other, retry } = world(options);
    await one.login(ada);
    await one.fetch('/analytics');
    const key = sent.splice(0)[0];
    sandbox.faults.add(fault);
    const asleep = retry();
    const code = codeOf(call(one));
    await Promise.race([asleep, code]);
    await meanwhile(other);
    sent.splice(0);
    sandbox.clock.advance(2_000);
    return { code: await code, again: sent.includes(String(key)), sent };
  };

  test.each(keyed)('logs out, is over: %s', async (_, call) => {
    expect(await waiting(call, (other) => other.logout())).toMatchObject({ code: 'signed_out', sent: [] });
  });

  test.each(keyed)('logs in with the same account, goes on with its key: %s', async (_, call) => {
    const { again, sent } = await waiting(call, (other) => other.login(ada));
    expect(again).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test.each(keyed)('logs in with another account, is over: %s', async (_, call) => {
    expect(await waiting(call, (other) => other.login(bob))).toMatchObject({
      code: 'invalid_authorization_key',
      sent: [],
    });
  });

  test.each(keyed)('logs out, goes on with a key of its own, if it can log in: %s', async (_, call) => {
    const { again, sent } = await waiting(call, (other) => other.logout(), { credentials: ada });
    expect(again).toBe(false);
    expect(sent).toHaveLength(1);
  });
});

describe('a call whose key dies on the way is not made again for another account', () => {
  test.each([...keyed, ...fetches])('%s', async (name, call) => {
    const { sent, one, other, onTheWay } = world();
    await one.login(ada);
    onTheWay(() => other.login(bob));
    expect(await codeOf(call(one))).toBe(name.startsWith('fetch') ? 401 : 'invalid_authorization_key');
    expect(sent).toHaveLength(1);
    expect(await one.session()).toMatchObject({ account: bob.email });
  });

  test.each([...keyed, ...fetches])('and it is for the same: %s', async (_, call) => {
    const { sent, one, other, onTheWay } = world();
    await one.login(ada);
    onTheWay(() => other.login(ada));
    await codeOf(call(one));
    expect(sent).toHaveLength(2);
  });
});

test('a reset whose answer is lost asks nothing with a key that another client logged out', async () => {
  const { sandbox, sent, one, other } = world({}, false);
  await one.login(ada);
  await one.fetch('/analytics');
  sent.splice(0);
  await other.logout();
  sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'resetPassword' } });
  expect(await codeOf(one.resetPassword(input))).toBe('outcome_unknown');
  expect(sent).toEqual([]);
});

describe('a login that another client overtakes with a logout leaves nothing signed in', () => {
  type World = ReturnType<typeof stage>;

  /** Two clients on one store. Something can be made to happen at each step of the first. */
  function stage(options: ClientOptions) {
    const sandbox = createSandbox({ accounts: [ada, bob], clock: { frozen: true } });
    const inner = memoryKeyStore();
    let step: (name: string) => unknown = () => undefined;
    const stepped =
      <Args extends unknown[], T>(name: string, work: (...args: Args) => Promise<T>) =>
      async (...args: Args): Promise<T> => {
        await step(`before ${name} ${(args[0] as Partial<Slot>).kind ?? ''}`);
        const result = await work(...args);
        await step(`after ${name} ${(args[0] as Partial<Slot>).kind ?? ''}`);
        return result;
      };
    const keyStore: KeyStore = {
      describe: inner.describe,
      get: stepped('get', inner.get),
      set: stepped('set', inner.set),
      remove: stepped('remove', inner.remove),
    };
    const fetch = stepped('fetch', (input: string | URL | Request, init?: RequestInit) =>
      sandbox.fetch(input, init),
    );
    const { clock } = sandbox;
    const lock = memoryLock();
    return {
      sandbox,
      one: createClient(
        { name: 'one', fetch, keyStore, lock },
        { keyStore, clock, retry: false, ...options },
      ),
      other: createClient(
        { name: 'other', fetch: sandbox.fetch, keyStore: inner, lock },
        { keyStore: inner, clock, retry: false },
      ),
      onStep: (next: typeof step) => {
        step = next;
      },
    };
  }

  const asked: Call = (client) => client.login({ ...ada, noExpire: true });
  const unattended: Call = (client) => client.apiKey();
  const refused: Call = (client) => client.fetch('/analytics');
  const signIn = ({ one }: World) => one.login(ada);
  const cases: readonly [string, ClientOptions, (world: World) => Promise<unknown>, Call][] = [
    ['on an empty store', {}, async () => undefined, asked],
    ['over a session', {}, signIn, asked],
    ['over a session of the other', {}, ({ other }) => other.login(ada), asked],
    ['over a session of another account', {}, ({ other }) => other.login(bob), asked],
    [
      'after a logout that found a login under way',
      {},
      async (world) => {
        await logoutAt(world, asked, 'after set pending');
      },
      asked,
    ],
    ['by itself, on an empty store', { credentials: ada }, async () => undefined, unattended],
    [
      'by itself, over an expired session',
      { credentials: ada },
      async (world) => {
        await signIn(world);
        world.sandbox.clock.advance(3 * 60 * 60_000);
      },
      unattended,
    ],
    [
      'by itself, for a key that was refused',
      { credentials: ada },
      async (world) => {
        await signIn(world);
        world.sandbox.keys.revokeAll();
      },
      refused,
    ],
    [
      'by itself, after one that failed',
      { credentials: ada },
      async (world) => {
        world.sandbox.faults.add({ kind: 'reply', status: 500, match: { operation: 'login' } });
        await codeOf(world.one.apiKey());
        world.sandbox.clock.advance(60_000);
      },
      unattended,
    ],
  ];

  /** Makes a call, and lets the other client log out at a step of it: the one of a name, or of a number. */
  async function logoutAt({ one, other, onStep }: World, call: Call, at: string | number) {
    const names: string[] = [];
    let isUnderWay = false;
    let loggedOut = false;
    onStep(async (name) => {
      if (!loggedOut && (name === at || names.length === at)) {
        loggedOut = true;
        await other.logout();
      } else if (!loggedOut && name === 'after set pending') {
        // The refusal of a key is noted there as well, right after a look. A login looks for a session in between.
        isUnderWay ||= names.at(-2) !== 'after get pending';
      }
      names.push(name);
    });
    const code = await codeOf(call(one));
    onStep(() => undefined);
    return { names, code, isUnderWay };
  }

  test.each(cases)('%s, at every step', async (_, options, before, call) => {
    const begin = async (): Promise<World> => {
      const world = stage(options);
      await before(world);
      return world;
    };
    const { names } = await logoutAt(await begin(), call, -1);
    let overtaken = 0;
    for (const [index, name] of names.entries()) {
      const world = await begin();
      const { isUnderWay } = await logoutAt(world, call, index);
      if (!isUnderWay) continue; // the service was not asked: it counts as one that begins after the logout
      overtaken++;
      expect(await world.other.session(), `${index} ${name}`).toBeNull();
      expect(await world.one.session(), `${index} ${name}`).toBeNull();
      await world.other.logout(); // revokes what is queued
      expect(world.sandbox.keys.list(), `${index} ${name}`).toEqual([]);
    }
    expect(overtaken).toBeGreaterThan(5);
  });
});
