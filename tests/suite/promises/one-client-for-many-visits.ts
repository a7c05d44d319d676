import { type KeyStore, memoryKeyStore } from '@turbosmtp-auth/core';
import { within } from '../../../tools/time-given.ts';
import { type Case, type Context, theme } from '../case.ts';
import { equal, ok } from '../expect.ts';
import type { ServicePort } from '../service-port.ts';
import { logins, logouts, rawCall } from '../wire.ts';

const hour = 60 * 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** It ends after a minute, with its case: a look that goes on would keep the program alive. */
const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 60_000; !(await condition()); await pause(10))
    if (Date.now() > end) throw new Error('what was waited for did not happen in a minute');
};

/** What a visitor after one who left may wait, in milliseconds: less than a lock that nobody gives back would take. */
const soon = 8_000;

const slowly = { kind: 'delay', replyLatency: 150, match: { operation: 'login' }, times: 'always' } as const;
/** Longer than anybody waits here. */
const never = { kind: 'delay', replyLatency: 25_000, match: { operation: 'login' } } as const;

const isServed = async (service: ServicePort, key: string | undefined): Promise<void> =>
  equal((await rawCall(service, key ?? '')).status, 200, 'status');

/** Milliseconds that a visitor who leaves would have waited for a login. */
const patience = 1_500;

/** A visitor who comes, waits until a login is under way, and leaves. */
const leavesInALogin = async ({ service, visit }: Context, work: () => Promise<unknown>): Promise<void> => {
  await service.addFault(never);
  const before = await logins(service);
  let left = false;
  const gone = visit(
    () => work().catch(() => undefined),
    () => until(() => left),
  );
  await until(async () => (await logins(service)) > before);
  left = true;
  await gone;
  // Where the visit does not end what it has under way, its deadline does.
  await pause(patience);
};

/** No fetch of any runtime sends this again by itself, as some do if a connection breaks. */
const busy = { kind: 'reply', status: 503, json: {}, match: { operation: 'logout' }, times: 3 } as const;

/** A store whose session is read slowly while told so. */
function slowStore(): { store: KeyStore; be: (slow: boolean) => void; reads: () => number } {
  const inner = memoryKeyStore();
  let slow = false;
  let reads = 0;
  return {
    store: {
      ...inner,
      get: async (slot) => {
        if (slow && slot.kind === 'session') {
          reads++;
          await pause(2_000);
        }
        return inner.get(slot);
      },
    },
    be: (now) => {
      slow = now;
    },
    reads: () => reads,
  };
}

export const oneClientForManyVisits: readonly Case[] = theme('one client for many visits', [
  {
    name: 'serves one after the other with one key',
    async run({ account, service, createClient, visit }) {
      const client = createClient({ credentials: account });
      const first = await visit(() => client.apiKey());
      const second = await visit(() => client.apiKey());
      equal(second, first);
      equal(await visit(() => client.fetch('/analytics').then(({ status }) => status)), 200);
      equal(await visit(() => client.session().then((session) => session?.account)), account.email);
      equal(await logins(service), 1);
    },
  },
  {
    name: 'logs in once for several who come at once, and then at expiry',
    async run({ account, service, createClient, visit }) {
      await service.addFault(slowly);
      const client = createClient({ credentials: account });
      const everybody = () =>
        Promise.all(
          Array.from({ length: 4 }, () =>
            visit(async () => {
              const key = await client.apiKey();
              // What comes next must belong to this visit as well.
              await pause(5);
              equal((await client.fetch('/analytics')).status, 200);
              return key;
            }),
          ),
        );
      equal(new Set(await everybody()).size, 1, 'number of keys');
      equal(await logins(service), 1);
      await service.advance(2 * hour);
      equal(new Set(await everybody()).size, 1, 'number of keys');
      equal(await logins(service), 2);
    },
  },
  {
    name: 'logs in once for two who ask for the same login at once',
    async run({ account, service, createClient, visit }) {
      await service.addFault(slowly);
      const client = createClient();
      const accounts = await Promise.all(
        [1, 2].map(() => visit(() => client.login(account).then((session) => session.account))),
      );
      equal(accounts, [account.email, account.email]);
      equal(await logins(service), 1);
    },
  },
  {
    name: 'tells each of them why a login failed',
    async run({ account, service, createClient, visit }) {
      await service.addFault(slowly);
      const client = createClient({ credentials: { ...account, password: 'Another-Horse-9' } });
      const codes = await Promise.all(
        [1, 2, 3].map(() => visit(() => client.apiKey().catch(({ code }: { code: string }) => code))),
      );
      equal(new Set(codes), new Set(['wrong_credentials_specified']));
      equal(await logins(service), 1);
    },
  },
  {
    name: 'serves the next one after a visitor left in the middle of a login',
    async run(context) {
      const { account, service, createClient, visit } = context;
      const client = createClient({ credentials: account });
      await leavesInALogin(context, () => client.apiKey({ timeout: patience }));
      await isServed(
        service,
        await within(
          soon,
          visit(() => client.apiKey()),
        ),
      );
    },
  },
  {
    name: 'serves the next one after a visitor left in the middle of a login that was asked for',
    async run(context) {
      const { account, createClient, visit } = context;
      const client = createClient();
      await leavesInALogin(context, () => client.login(account, { timeout: patience }));
      await within(
        soon,
        visit(() => client.login(account).then(() => undefined)),
      );
      equal(await visit(() => client.fetch('/analytics').then(({ status }) => status)), 200);
    },
  },
  {
    name: 'serves the next one after a visitor left in the middle of a renewal',
    async run(context) {
      const { account, service, createClient, visit } = context;
      const client = createClient({ credentials: account });
      await visit(() => client.apiKey());
      await service.advance(2 * hour);
      await leavesInALogin(context, () => client.apiKey({ timeout: patience }));
      await isServed(
        service,
        await within(
          soon,
          visit(() => client.apiKey()),
        ),
      );
    },
  },
  {
    name: 'serves several at once after a visitor left, with one key',
    async run(context) {
      const { account, service, createClient, visit } = context;
      const client = createClient({ credentials: account });
      await leavesInALogin(context, () => client.apiKey({ timeout: patience }));
      const keys = await within(soon, Promise.all([1, 2, 3].map(() => visit(() => client.apiKey()))));
      equal(new Set(keys).size, 1, 'number of keys');
      await isServed(service, keys[0]);
    },
  },
  {
    name: 'serves the next one after a visitor left in the middle of reading the store',
    async run({ account, createClient, visit }) {
      const { store, be, reads } = slowStore();
      await createClient({ keyStore: store }).login(account);
      const client = createClient({ credentials: account, keyStore: store });
      be(true);
      let left = false;
      const gone = visit(
        () => client.apiKey(),
        () => until(() => left),
      );
      await until(() => reads() > 0);
      left = true;
      await gone;
      be(false);
      ok(
        await within(
          soon,
          visit(() => client.apiKey()),
        ),
        'a key',
      );
      equal(await visit(() => client.session().then((session) => session?.account)), account.email);
    },
  },
  {
    name: 'revokes in a later visit what could not be revoked in one that ended',
    async run({ account, service, createClient, visit }) {
      const client = createClient();
      await visit(() => client.login(account).then(() => undefined));
      await service.addFault(busy);
      equal(await visit(() => client.logout().then(({ revoked }) => revoked)), 'queued');
      equal((await service.keys()).length, 1);
      const before = await logouts(service);
      await visit(
        () => client.requestPasswordReset(account),
        // It stays a little longer than its own call takes: revoking goes on beside that.
        () => until(async () => (await logouts(service)) > before),
      );
      await until(async () => (await service.keys()).length === 0);
    },
  },
  {
    name: 'revokes in a later visit also if the visit that tried it again ended in the middle',
    async run({ account, service, createClient, visit }) {
      const client = createClient();
      await visit(() => client.login(account).then(() => undefined));
      await service.addFault(busy);
      equal(await visit(() => client.logout().then(({ revoked }) => revoked)), 'queued');
      await service.addFault({ kind: 'delay', latency: 20_000, match: { operation: 'logout' } });
      const untilTriedAgain = async () => {
        const before = await logouts(service);
        let isOver = false;
        await visit(
          async () => {
            await client.requestPasswordReset(account);
            await pause(2_000);
            isOver = true;
          },
          // Where the first try goes on by itself, there may be nothing left to try again.
          () => until(async () => isOver || (await logouts(service)) > before),
        );
      };
      await untilTriedAgain();
      await service.clearFaults();
      await service.advance(31_000);
      await untilTriedAgain();
      await until(async () => (await service.keys()).length === 0);
    },
  },
]);
