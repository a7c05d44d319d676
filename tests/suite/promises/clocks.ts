import { type Clock, memoryKeyStore, ServerError } from '@turbosmtp-auth/core';
import { type Case, theme } from '../case.ts';
import { equal, ok, refused } from '../expect.ts';
import { logins } from '../wire.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

/** A machine whose wall clock is off by `skew`, and whose time otherwise passes as on the given one. */
const skewed = (clock: Clock, skew: () => number): Clock => ({ ...clock, now: () => clock.now() + skew() });

export const clocks: readonly Case[] = theme('clocks', [
  ...[-365 * day, -day, -hour, hour, day, 365 * day].map(
    (skew): Case => ({
      name: `that are ${Math.abs(skew) / hour} hours ${skew < 0 ? 'behind' : 'ahead'} neither end a session nor keep it`,
      async run({ account, service, createClient }) {
        const clock = skewed(service.clock, () => skew);
        const client = createClient({ clock, credentials: account });
        const first = await client.apiKey();
        await service.advance(1.9 * hour);
        equal(await client.apiKey(), first);
        equal((await client.fetch('/analytics')).status, 200);
        await service.advance(0.1 * hour);
        equal(await client.session(), null);
        ok((await client.apiKey()) !== first, 'a new key');
        equal((await client.fetch('/analytics')).status, 200);
        equal(await logins(service), 2);
      },
    }),
  ),
  ...(
    [
      ['now and then a day ahead', (answer: number) => (answer % 2 ? day : 0)],
      ['now and then a day behind', (answer: number) => (answer % 2 ? -day : 0)],
      ['now and then in 1970', (answer: number) => (answer % 2 ? 'Thu, 01 Jan 1970 00:00:00 GMT' : 0)],
      ['now and then in 9999', (answer: number) => (answer % 2 ? 'Fri, 31 Dec 9999 23:59:59 GMT' : 0)],
      ['from some answer on a day ahead', (answer: number) => (answer > 6 ? day : 0)],
      ['from some answer on a day behind', (answer: number) => (answer > 6 ? -day : 0)],
      ['never right, and never the same', (answer: number) => answer * day],
    ] as const
  ).map(
    ([what, offset]): Case => ({
      name: `of the service that are wrong ${what} cause no login and sign nobody out`,
      async run({ account, service, createClient }) {
        let answer = 0;
        const inner = service.clientFetch ?? service.fetch;
        const fetch: typeof globalThis.fetch = async (input, init) => {
          const response = await inner(input, init);
          const headers = new Headers(response.headers);
          const off = offset(++answer);
          headers.set(
            'date',
            typeof off === 'string' ? off : new Date(service.clock.now() + off).toUTCString(),
          );
          return new Response(response.body, { status: response.status, headers });
        };
        const keyStore = memoryKeyStore();
        const client = createClient({ credentials: account, keyStore, fetch });
        const key = await client.apiKey();
        for (let call = 0; call < 20; call++) {
          equal((await client.fetch('/analytics')).status, 200);
          equal((await client.session())?.account, account.email);
          if (call === 10) await service.advance(1.5 * hour);
        }
        equal(await client.apiKey(), key);
        // And another process that reads the record.
        const other = createClient({ credentials: account, keyStore, fetch });
        for (let call = 0; call < 5; call++) equal((await other.fetch('/analytics')).status, 200);
        equal(await logins(service), 1);
      },
    }),
  ),
  ...[-365 * day, -3 * hour, 3 * hour, 365 * day].map(
    (by): Case => ({
      name: `that are set by ${by / hour} hours while a login is under way cause no other login`,
      async run({ account, service, createClient }) {
        let skew = 0;
        const inner = service.clientFetch ?? service.fetch;
        const fetch: typeof globalThis.fetch = async (input, init) => {
          const response = await inner(input, init);
          skew = by; // the first request is the login
          return response;
        };
        const parts = { keyStore: memoryKeyStore(), clock: skewed(service.clock, () => skew) };
        const client = createClient({ ...parts, credentials: account, fetch });
        const key = await client.apiKey();
        equal(await client.apiKey(), key);
        // And another process that reads the record.
        equal(await createClient({ ...parts, credentials: account }).apiKey(), key);
        equal(await logins(service), 1);
        await service.advance(2 * hour);
        ok((await client.apiKey()) !== key, 'a new key');
      },
    }),
  ),
  ...[0.2, 0.5, 3].map(
    (behind): Case => ({
      name: `that are ${behind} hours behind another machine’s do not prolong its back-off`,
      async run({ account, service, createClient }) {
        const keyStore = memoryKeyStore();
        await service.addFault({ kind: 'html', status: 500, match: { operation: 'login' } });
        await refused(createClient({ keyStore, credentials: account }).apiKey(), {
          class: ServerError,
          code: 'server_error',
        });
        await service.advance(2_000);
        const clock = skewed(service.clock, () => -behind * hour);
        ok(await createClient({ keyStore, clock, credentials: account }).apiKey(), 'a key');
      },
    }),
  ),
  {
    name: 'of this machine are not what a session goes by',
    async run({ account, service, createClient }) {
      const client = createClient({ clock: skewed(service.clock, () => -day) });
      const { mintedAt, expiry } = await client.login(account);
      const offBy = Math.abs(mintedAt.getTime() - service.clock.now());
      ok(offBy < 5_000, `a session in the service's time, not ${offBy} ms off`);
      equal(expiry.at && expiry.at.getTime() - mintedAt.getTime(), 2 * hour - 60_000);
    },
  },
  {
    name: 'of two machines on one store may differ by a day: one more login at the most, and then none',
    async run({ account, profile, service, createClient }) {
      const behind = createClient({
        profile,
        clock: skewed(service.clock, () => -day),
        credentials: account,
      });
      await behind.apiKey();
      const ahead = createClient({ profile, clock: skewed(service.clock, () => day), credentials: account });
      // The offset that is stored is the other machine's. This one learns its own from the login that follows.
      for (let round = 0; round < 3; round++)
        for (const client of [ahead, behind]) equal((await client.fetch('/analytics')).status, 200);
      ok((await logins(service)) <= 2, 'no more than one login a machine');
    },
  },
  ...[-365 * day, -3 * hour, 3 * hour, 365 * day].map(
    (jump): Case => ({
      name: `that are set by ${jump / hour} hours cause no login`,
      async run({ account, service, createClient }) {
        let skew = 0;
        const client = createClient({ clock: skewed(service.clock, () => skew), credentials: account });
        const first = await client.apiKey();
        skew = jump;
        equal((await client.fetch('/analytics')).status, 200);
        equal(await client.apiKey(), first);
        equal(await logins(service), 1);
      },
    }),
  ),
  {
    name: 'that are set back while a key expires are found out by the refusal',
    async run({ account, service, createClient }) {
      let skew = 0;
      const client = createClient({ clock: skewed(service.clock, () => skew), credentials: account });
      const first = await client.apiKey();
      await service.advance(3 * hour);
      skew = -3 * hour;
      // The wall clock says that no time passed, the monotonic clock that three hours did: the key is sent once.
      equal(await client.apiKey(), first);
      equal(await logins(service), 1);
      equal((await client.fetch('/analytics')).status, 200);
      equal(await logins(service), 2);
    },
  },
  {
    name: 'that stood still while the machine slept are found out by the refusal, and one login follows',
    async run({ account, service, createClient }) {
      const { clock } = service;
      const start = clock.monotonic();
      let slept = false;
      // Asleep, wall time goes on and monotonic time may not.
      const sleeper: Clock = {
        ...clock,
        monotonic: () => (slept ? clock.monotonic() - 3 * hour : clock.monotonic()),
      };
      const client = createClient({ clock: sleeper, credentials: account });
      const first = await client.apiKey();
      await service.advance(3 * hour);
      slept = true;
      ok(sleeper.monotonic() - start < hour, 'a monotonic clock that slept');
      equal((await client.fetch('/analytics')).status, 200);
      ok((await client.apiKey()) !== first, 'a new key');
      equal(await logins(service), 2);
    },
  },
]);
