import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import { type Client, createClient, memoryKeyStore, memoryLock } from '../src/index.ts';

// Clocks that are set while an answer is on its way, machines with different clocks on one store, and a service whose
// `Date` is wrong. A key lives on the service however old these say that it is: it is revoked when it is replaced, unless
// the time that a client measured itself is longer than a key lives.

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

/** A service and a store, and clients with clocks of their own. Time stands still unless a test moves it. */
function world(sendDate = true) {
  const sandbox = createSandbox({
    accounts: [ada],
    clock: { frozen: true, now: Date.UTC(2026, 5, 1) },
    switches: { sendDate },
  });
  const keyStore = memoryKeyStore();
  const lock = memoryLock();
  /** What a client does to its clock around its next login. */
  const around: { before?: () => void; after?: () => void } = {};
  /** The `Date` of the next answers, if not the right one: milliseconds to add, a time of its own, or none. */
  const service: { date?: number | string | null | undefined } = {};
  const tell = (response: Response): Response => {
    if (service.date === undefined) return response;
    const headers = new Headers(response.headers);
    headers.delete('date');
    const time =
      typeof service.date === 'number'
        ? new Date(sandbox.clock.now() + service.date).toUTCString()
        : service.date;
    if (time !== null) headers.set('date', time);
    return new Response(response.body, { status: response.status, headers });
  };
  const open = (machine: { ahead: number }, unattended = true): Client =>
    createClient(
      { name: 'test', fetch: sandbox.fetch, keyStore, lock },
      {
        ...(unattended && { credentials: ada }),
        keyStore,
        retry: false,
        clock: {
          now: () => sandbox.clock.now() + machine.ahead,
          monotonic: sandbox.clock.monotonic,
          sleep: sandbox.clock.sleep,
        },
        fetch: async (input, init) => {
          if (!String(input).endsWith('/authorize')) return tell(await sandbox.fetch(input, init));
          around.before?.();
          const response = await sandbox.fetch(input, init);
          around.after?.();
          return tell(response);
        },
      },
    );
  const asked = (path: string): number =>
    sandbox.requests.list().filter((request) => request.path.endsWith(path)).length;
  return { sandbox, open, around, service, asked };
}

describe.each(['before', 'after'] as const)('a clock that is set %s the service made the key', (when) => {
  describe.each([
    ['the first', 'an hour', HOUR],
    ['the first', 'three hours', 3 * HOUR],
    ['the first', 'a year', YEAR],
    ['the first', 'three hours back', -3 * HOUR],
    ['the first', 'a year back', -YEAR],
    ['a second', 'three hours', 3 * HOUR],
    ['a second', 'a year', YEAR],
    ['a second', 'three hours back', -3 * HOUR],
    ['a second', 'a year back', -YEAR],
  ])('in %s login, by %s', (which, _, by) => {
    async function play() {
      const machine = { ahead: 0 };
      const all = world();
      const client = all.open(machine);
      if (which === 'a second') {
        await client.fetch('/analytics');
        all.sandbox.clock.advance(2 * HOUR + MINUTE);
        all.sandbox.requests.clear();
      }
      all.around[when] = () => {
        machine.ahead += by;
        all.around[when] = () => undefined;
      };
      expect((await client.fetch('/analytics')).status).toBe(200);
      return { ...all, client, machine };
    }

    test('costs no login, here or in a program that starts then', async () => {
      const { client, open, machine, asked, sandbox } = await play();
      for (let call = 0; call < 3; call++) expect((await client.fetch('/analytics')).status).toBe(200);
      const other = open(machine);
      expect((await other.fetch('/analytics')).status).toBe(200);
      expect(asked('/authorize')).toBe(1);
      expect(await other.logout()).toEqual({ revoked: 'now' });
      expect(sandbox.keys.list()).toEqual([]);
    });

    test('moves the end of the session no further than the two clocks agree', async () => {
      const { client, sandbox } = await play();
      const session = await client.session();
      const [key] = sandbox.keys.list();
      expect(Math.abs(Number(session?.expiry.at) - Number(key?.expiresAt))).toBeLessThanOrEqual(2 * MINUTE);
      sandbox.clock.advance(2 * HOUR);
      sandbox.requests.clear();
      expect((await client.fetch('/analytics')).status).toBe(200);
      expect(sandbox.requests.list().map(({ path, status }) => [path, status])).toEqual([
        ['/api/v2/authorize', 200],
        ['/api/v2/analytics', 200],
      ]);
    });
  });
});

describe.each([
  ['three hours ahead of', 3 * HOUR, 0],
  ['a day ahead of', 24 * HOUR, 0],
  ['a day behind', -24 * HOUR, 0],
  ['right, and a day ahead of', 0, -24 * HOUR],
  ['right, and a day behind', 0, 24 * HOUR],
])('a machine whose clock is %s another’s, on one store', (_, own, others) => {
  describe.each([
    ['sends its time', true],
    ['does not', false],
  ])('of a service that %s', (_, sendDate) => {
    const verbs: readonly [string, (client: Client) => Promise<unknown>][] = [
      ['a call', (client) => client.fetch('/analytics')],
      ['a login', (client) => client.login(ada)],
      ['a key', (client) => client.apiKey()],
      ['nothing', async () => undefined],
    ];

    test.each(verbs)('after %s and a logout, no key lives', async (_, ask) => {
      const { sandbox, open } = world(sendDate);
      await open({ ahead: others }).fetch('/analytics');
      const client = open({ ahead: own });
      await ask(client);
      await client.logout();
      expect(sandbox.keys.list()).toEqual([]);
    });

    test.each(verbs.slice(0, 3))('%s that ends half way leaves no key either', async (_, ask) => {
      const { sandbox, open, around } = world(sendDate);
      await open({ ahead: others }).fetch('/analytics');
      around.before = () => sandbox.faults.add({ kind: 'html', status: 500, match: { operation: 'login' } });
      await ask(open({ ahead: own })).catch(() => undefined);
      around.before = () => undefined;
      await open({ ahead: others }, false).logout();
      expect(sandbox.keys.list()).toEqual([]);
    });
  });
});

/** What the service says of its time, at one of its answers. */
const dates = {
  'the right time': undefined,
  'no time': null,
  'a day ahead': 24 * HOUR,
  'a day behind': -24 * HOUR,
  'the year 1970': 'Thu, 01 Jan 1970 00:00:00 GMT',
} as const;
const said = Object.entries(dates);
const skews = [0, 24 * HOUR, -24 * HOUR];

describe.each(said)('a service that says %s while a key is made', (_, first) => {
  describe.each(said)('and %s while another client replaces it', (_, last) => {
    test.each([
      ['a call', (client: Client) => client.fetch('/analytics')],
      ['a login', (client: Client) => client.login(ada)],
      ['a logout', (client: Client) => client.logout()],
    ])('leaves no key that nobody knows, after %s', async (_, ask) => {
      const left: string[] = [];
      for (const [before, date] of said)
        for (const own of skews)
          for (const others of skews) {
            const { sandbox, open, service } = world();
            const client = open({ ahead: own });
            service.date = date;
            await client.requestPasswordReset({ email: ada.email });
            service.date = first;
            await open({ ahead: others }).login(ada);
            service.date = last;
            await ask(client);
            service.date = undefined;
            await open({ ahead: 0 }, false).logout();
            for (const { account } of sandbox.keys.list())
              left.push(`${account}: ${before} before, clocks ${own} and ${others} ms off`);
          }
      expect(left).toEqual([]);
    });
  });
});

/** Milliseconds by which a machine's clock was wrong at a login, and was set right then. */
const corrected = [0, 3 * HOUR, -3 * HOUR, 30 * 24 * HOUR, -30 * 24 * HOUR];

describe.each([
  ['without credentials', false],
  ['with credentials', true],
])('a session that is in the middle of its life, for another program %s', (_, unattended) => {
  test.each([
    ['the same client', true],
    ['a client that starts then', false],
  ])('counts for %s though a clock was set, or the service told a wrong time', async (_, isSame) => {
    const gone: string[] = [];
    const look = async (
      own: number,
      set: number,
      first: string | number | null | undefined,
      next: typeof first,
    ) => {
      const { sandbox, open, service, asked } = world();
      const machine = { ahead: own + set };
      const before = open({ ahead: own }, unattended);
      if (isSame) {
        service.date = next;
        await before.requestPasswordReset({ email: ada.email });
      }
      service.date = first;
      await open(machine, false).login(ada);
      machine.ahead = own;
      sandbox.clock.advance(HOUR);
      const client = isSame ? before : open(machine, unattended);
      service.date = next;
      const atFirst = await client.session();
      await client.requestPasswordReset({ email: ada.email });
      const { status } = await client.fetch('/analytics').catch(({ code }) => ({ status: code }));
      const session = await client.session();
      if (!atFirst || status !== 200 || !session || asked('/authorize') !== 1)
        gone.push(
          `clock ${own}, ${set} at the login; told ${first} then, ${next} now: ${atFirst && 1} ${status}`,
        );
    };
    for (const [, next] of said) {
      for (const set of corrected) await look(0, set, undefined, next);
      for (const own of skews) for (const [, first] of said) await look(own, 0, first, next);
    }
    expect(gone).toEqual([]);
  });
});

test.each(skews)(
  'one that is over does not count, if clocks %d ms off go right, and the service tells',
  async (ahead) => {
    const { sandbox, open } = world();
    await open({ ahead }, false).login(ada);
    const client = open({ ahead }, false);
    await client.requestPasswordReset({ email: ada.email });
    for (let hours = 2; hours < 30; hours++) {
      sandbox.clock.advance(hours === 2 ? 2 * HOUR : HOUR);
      await client.requestPasswordReset({ email: ada.email });
      expect(await client.session()).toBeNull();
    }
  },
);

test('a key that only clocks say is expired is revoked: they may be wrong, and that costs one request', async () => {
  const { sandbox, open, asked } = world();
  await open({ ahead: 0 }).fetch('/analytics');
  sandbox.clock.advance(3 * HOUR);
  await open({ ahead: 0 }).fetch('/analytics');
  expect([asked('/authorize'), asked('/deauthorize')]).toEqual([2, 1]);
});

test('one whose time is over by the clock of the client that made it is not', async () => {
  const { sandbox, open, asked } = world();
  const client = open({ ahead: 0 });
  await client.fetch('/analytics');
  sandbox.clock.advance(3 * HOUR);
  await client.fetch('/analytics');
  expect([asked('/authorize'), asked('/deauthorize')]).toEqual([2, 0]);
});

test.each([
  ['a minute', MINUTE],
  ['59 seconds', 59_000],
  ['a second', 1_000],
])('one that lives for %s more is revoked, though it is not used any more', async (_, left) => {
  const { sandbox, open, asked } = world();
  const client = open({ ahead: 0 });
  await client.fetch('/analytics');
  sandbox.clock.advance(2 * HOUR - left);
  await client.fetch('/analytics');
  expect([asked('/authorize'), asked('/deauthorize')]).toEqual([2, 1]);
  await client.logout();
  expect(sandbox.keys.list()).toEqual([]);
});

test('one that was made while time passed is revoked for as long as it lives', async () => {
  const { sandbox, open, around } = world();
  const client = open({ ahead: 0 }, false);
  // Its request waits before it reaches the service.
  around.before = () => sandbox.clock.advance(20_000);
  await client.login(ada);
  around.before = () => undefined;
  sandbox.clock.advance(2 * HOUR - 10_000);
  await client.login(ada);
  await client.logout();
  expect(sandbox.keys.list()).toEqual([]);
});

test('nor is one that is older than any key becomes, by the clock that never goes back', async () => {
  const { sandbox, open, asked } = world(false);
  const client = open({ ahead: 0 });
  await client.fetch('/analytics');
  const other = open({ ahead: 0 });
  await other.session();
  sandbox.clock.advance(3 * HOUR);
  await other.fetch('/analytics');
  expect([asked('/authorize'), asked('/deauthorize')]).toEqual([2, 0]);
});

test.each([
  ['ten minutes', 10 * MINUTE],
  ['half an hour', 30 * MINUTE],
  ['three hours', 3 * HOUR],
])('a back-off of seconds does not last longer on a machine that is %s behind', async (_, behind) => {
  const { sandbox, open } = world();
  sandbox.faults.add({ kind: 'html', status: 500, match: { operation: 'login' } });
  await expect(open({ ahead: 0 }).fetch('/analytics')).rejects.toMatchObject({ code: 'server_error' });
  const other = open({ ahead: -behind });
  sandbox.clock.advance(2_000);
  expect((await other.fetch('/analytics')).status).toBe(200);
});
