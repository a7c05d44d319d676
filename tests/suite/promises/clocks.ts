import type { Clock } from '@turbosmtp-auth/core';
import { type Case, theme } from '../case.ts';
import { equal, ok } from '../expect.ts';
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
