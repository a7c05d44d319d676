import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import {
  type Client,
  createClient,
  type KeyStore,
  type Lock,
  memoryKeyStore,
  memoryLock,
  type Slot,
} from '../src/index.ts';

// A lock only spares logins. Where one client could not have it, or gave it back because its caller left, two logins write to one
// store at once. Whatever happens to the one at whatever step of the other, nobody is told `signed_out` unless somebody signed
// out, and no key is left that nothing knows.

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const bob = { email: 'bob@example.com', password: 'Battery-Staple-1' };
const base = 'https://pro.api.serversmtp.com/api/v2';
const slot = (kind: Slot['kind']): Slot => ({ origin: new URL(base).origin, profile: 'default', kind });

const noLock: Lock = async () => {
  throw new Error('not to be had');
};

type Unattended = typeof ada;

function world() {
  const sandbox = createSandbox({ accounts: [ada, bob] });
  const store = memoryKeyStore();
  const minted: string[] = [];
  const mintedBy = new Map<string | null, Client>();
  const sent: { readonly by: Client; readonly key: string | null }[] = [];
  const listeners = new Map<Client | undefined, (slot: Slot) => void>();
  /** A client whose every use of the store and the service can be met, before and after. */
  const client = (lock: Lock, meet: () => unknown = () => undefined, credentials?: Unattended): Client => {
    const met =
      <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) =>
      async (...given: Given): Promise<T> => {
        await meet();
        const result = await work(...given);
        await meet();
        return result;
      };
    const told = <Given extends [Slot, ...unknown[]]>(work: (...given: Given) => Promise<boolean>) =>
      met(async (...given: Given) => {
        const done = await work(...given);
        if (done) for (const [by, listener] of listeners) if (by !== own) listener(given[0]);
        return done;
      });
    const keyStore: KeyStore = {
      describe: store.describe,
      get: met(store.get),
      set: told(store.set),
      remove: told(store.remove),
      watch: (listener) => {
        listeners.set(own, listener);
        return () => listeners.delete(own);
      },
    };
    const fetch = met(async (input: string | URL | Request, init?: RequestInit) => {
      // Whoever replaces a session revokes its key, whosever it was.
      if (!String(input).endsWith('/deauthorize'))
        sent.push({ by: own, key: new Headers(init?.headers).get('authorization') });
      const response = await sandbox.fetch(input, init);
      if (String(input).endsWith('/authorize') && response.ok) {
        const { auth } = (await response.clone().json()) as { auth: string }; // as is documented
        minted.push(auth);
        mintedBy.set(auth, own);
      }
      return response;
    });
    const own: Client = createClient(
      { name: 'test', fetch, keyStore, lock },
      { retry: false, ...(credentials && { credentials }) },
    );
    return own;
  };
  /** The keys that live on the service, though neither the session nor the queue of revocations has them. */
  const strays = async (): Promise<readonly string[]> => {
    const known = JSON.stringify([await store.get(slot('session')), await store.get(slot('revocation'))]);
    const live = await Promise.all(
      minted.map(
        async (key) => (await sandbox.fetch(`${base}/analytics`, { headers: { authorization: key } })).ok,
      ),
    );
    return minted.filter((key, index) => live[index] && !known.includes(key));
  };
  return { sandbox, store, client, strays, minted, mintedBy, sent };
}

/** How many steps work has, and something to do at one of them: it is begun there, and goes on beside. */
function beside(at: number, work: () => Promise<unknown>) {
  let count = 0;
  let begun: Promise<unknown> | undefined;
  return {
    meet: async (): Promise<void> => {
      if (count++ !== at) return;
      begun = work().catch((error) => error.code ?? error);
      await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 5))]);
    },
    count: () => count,
    outcome: () => begun,
  };
}

/** Plays what is given for each step in turn, and answers how many there were. */
async function atEveryStep(play: (at: number) => Promise<{ count(): number }>): Promise<number> {
  for (let at = 0; ; at++) {
    const { count } = await play(at);
    if (count() <= at) return at;
  }
}

const failures = {
  succeeds: undefined,
  'is answered 400': { kind: 'reply', status: 400, json: { message: 'no_such_thing' } },
  'is answered 429': { kind: 'reply', status: 429, headers: { 'retry-after': '1' } },
  'is answered 500': { kind: 'html', status: 500 },
} as const;

describe.each([
  { maker: 'has the lock', other: 'has none' },
  { maker: 'has none', other: 'has the lock' },
  { maker: 'has none', other: 'has none' },
])('a login that $maker, beside another that $other', ({ maker, other }) => {
  const lockOf = (which: string): Lock => (which === 'has none' ? noLock : memoryLock());

  test.each(
    Object.keys(failures).flatMap((outcome) =>
      [false, true].flatMap((signedIn) =>
        ['asked for', 'not asked for'].map((kind) => ({
          outcome: outcome as keyof typeof failures, // its own keys
          kind,
          before: signedIn ? 'while signed in' : 'signed out before',
        })),
      ),
    ),
  )(
    'and $outcome, $kind, $before: neither is told that it is signed out',
    async ({ outcome, kind, before }) => {
      const steps = await atEveryStep(async (at) => {
        const { sandbox, client, strays } = world();
        if (before === 'while signed in') await client(memoryLock()).login(ada);
        const another = client(lockOf(other), undefined, ada);
        const meeting = beside(at, async () => {
          const fault = failures[outcome];
          if (fault) sandbox.faults.add({ ...fault, match: { operation: 'login' }, times: 1 });
          return kind === 'asked for' ? another.login(ada) : another.apiKey();
        });
        const own = client(lockOf(maker), meeting.meet);
        const done = await own.login(ada).then(
          () => 'done',
          (error) => error.code,
        );
        expect(await meeting.outcome(), `step ${at}`).not.toBe('signed_out');
        expect(done, `step ${at}`).not.toBe('signed_out');
        await Promise.all([own.close(), another.close()]);
        expect(await strays(), `step ${at}`).toEqual([]);
        return meeting;
      });
      expect(steps).toBeGreaterThan(10);
    },
  );
});

test('a login whose caller left gives way to the next at every step', async () => {
  const steps = await atEveryStep(async (at) => {
    const { client, strays } = world();
    const lock = memoryLock();
    const next = client(lock, undefined, ada);
    const leave = new AbortController();
    const meeting = beside(at, () => {
      leave.abort(new Error('enough'));
      return next.apiKey();
    });
    const own = client(lock, meeting.meet);
    await own.login(ada, { signal: leave.signal }).catch(() => undefined);
    expect(await meeting.outcome(), `step ${at}`).not.toBe('signed_out');
    await own.close();
    expect(await strays(), `step ${at}`).toEqual([]);
    expect((await next.fetch('/analytics')).status).toBe(200);
    await next.close();
    return meeting;
  });
  expect(steps).toBeGreaterThan(10);
});

test('a login that is asked for at any step of its client’s own logout stands', async () => {
  const steps = await atEveryStep(async (at) => {
    const { sandbox, client, strays, store, minted } = world();
    let meet: (() => Promise<void>) | undefined;
    const own = client(memoryLock(), () => meet?.());
    await own.login(ada);
    const meeting = beside(at, () => own.login(ada));
    meet = meeting.meet;
    await own.logout();
    meet = undefined;
    const outcome = await meeting.outcome();
    if (outcome === undefined) return meeting;
    expect(outcome, `step ${at}`).toMatchObject({ account: ada.email });
    expect((await own.fetch('/analytics')).status, `step ${at}`).toBe(200);
    await own.close();
    expect(minted, `step ${at}`).toHaveLength(2);
    expect(await store.get(slot('session')), `step ${at}`).toMatchObject({ key: minted[1] });
    expect(sandbox.keys.list(), `step ${at}`).toHaveLength(1);
    expect(await strays()).toEqual([]);
    return meeting;
  });
  expect(steps).toBeGreaterThan(10);
});

test('a client never sends the key of another account that is stored at any step of its login', async () => {
  const steps = await atEveryStep(async (at) => {
    const { client, store, sent, mintedBy } = world();
    const theirs = client(noLock);
    const meeting = beside(at, () => theirs.login(bob));
    let meet: (() => Promise<void>) | undefined = meeting.meet;
    const own = client(memoryLock(), () => meet?.(), ada);
    await own.login(ada).catch(() => undefined);
    meet = undefined;
    await meeting.outcome();
    const stored = await store.get(slot('session'));
    const answer = await own.fetch('/analytics').then(
      ({ status }) => status,
      ({ code }) => code,
    );
    const ofBob = stored?.kind === 'session' && stored.account === bob.email;
    expect(answer, `step ${at}`).toBe(ofBob ? 'account_mismatch' : 200);
    expect(
      sent.filter(({ by, key }) => by === own && mintedBy.get(key) === theirs),
      `step ${at}`,
    ).toEqual([]);
    await Promise.all([own.close(), theirs.close()]);
    return meeting;
  });
  expect(steps).toBeGreaterThan(10);
});

test.each([1, 2, 5])(
  'the key that only memory has, since the store was cleared, is revoked after %i logins of others',
  async (logins) => {
    const { sandbox, client, store, strays, minted } = world();
    const own = client(memoryLock());
    const other = client(memoryLock());
    await own.login({ ...ada, noExpire: true });
    await store.remove(slot('session'));
    for (let each = 0; each < logins; each++) {
      await other.login({ ...ada, noExpire: true });
      expect((await own.session())?.account).toBe(ada.email);
    }
    await own.logout();
    await Promise.all([own.close(), other.close()]);
    expect(minted).toHaveLength(logins + 1);
    expect(await strays()).toEqual([]);
    expect(sandbox.keys.list()).toEqual([]);
  },
);

test.each(['asked for', 'not asked for'])(
  'a login, %s, that another account’s is faster than says whose profile it is, at every step',
  async (kind) => {
    let lost = 0;
    const steps = await atEveryStep(async (at) => {
      const { client, strays } = world();
      const theirs = client(noLock);
      const meeting = beside(at, () => theirs.login(bob));
      const own = client(noLock, meeting.meet, kind === 'asked for' ? undefined : ada);
      const outcome = await (kind === 'asked for' ? own.login(ada) : own.apiKey()).then(
        () => 'done',
        (error) => error.code,
      );
      expect(['done', 'account_mismatch'], `step ${at}`).toContain(outcome);
      if (outcome === 'account_mismatch') lost++;
      const other = await meeting.outcome();
      expect(['account_mismatch', undefined], `step ${at}`).toContain(
        typeof other === 'string' ? other : undefined,
      );
      await Promise.all([own.close(), theirs.close()]);
      expect(await strays(), `step ${at}`).toEqual([]);
      return meeting;
    });
    expect(steps).toBeGreaterThan(10);
    expect(lost).toBeGreaterThan(0);
  },
);
