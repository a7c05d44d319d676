import { type Client, type Credentials, ForbiddenError, RateLimitedError } from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../case.ts';
import { equal, ok, refused } from '../expect.ts';
import { logins } from '../wire.ts';

const wrong = { class: ForbiddenError, code: 'wrong_credentials_specified' } as const;
const limited = { class: RateLimitedError, code: 'rate_limited' } as const;

/** Answers every login with 429 and this `Retry-After`. */
async function limitLogins({ service }: Context, retryAfter?: string): Promise<void> {
  await service.addFault({
    kind: 'reply',
    status: 429,
    json: { message: 'too_many_requests' },
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    times: 'always',
    match: { operation: 'login' },
  });
}

/** Logs in, is refused, and expects to be told to wait for about so many seconds. Answers until when. */
async function expectWait(
  { service }: Context,
  client: Client,
  account: Credentials,
  seconds: number,
  since: number = service.clock.now(),
): Promise<number> {
  const { retryAt } = await refused(client.login(account), limited);
  ok(retryAt, 'to be told when to come back');
  // The wait is counted from some moment of the call, which may have taken a while.
  const [most, least] = [since, service.clock.now()].map((from) => (retryAt.getTime() - from) / 1000);
  ok(
    most !== undefined && least !== undefined && most >= seconds - 2 && least <= seconds + 2,
    `a wait of about ${seconds} s, got ${least} to ${most} s`,
  );
  return retryAt.getTime();
}

export const refusalsCoolDown: readonly Case[] = theme('refusals cool down', [
  {
    name: 'credentials that were refused are not tried again, and new ones are',
    async run({ account, service, createClient }) {
      let credentials = { ...account, password: 'Wrong-Horse-99' };
      const client = createClient({ credentials: () => credentials });
      await refused(client.apiKey(), wrong);
      await refused(client.fetch('/analytics'), wrong);
      await service.advance(24 * 60 * 60_000);
      await refused(client.apiKey(), wrong);
      equal(await logins(service), 1);
      credentials = account;
      equal((await client.fetch('/analytics')).status, 200);
      equal(await logins(service), 2);
    },
  },
  {
    name: 'a wait that fits is waited for, once',
    async run(context) {
      const { account, service, createClient } = context;
      const retryAfter = { 'retry-after': '1' };
      await service.addFault({
        kind: 'reply',
        status: 429,
        json: {},
        headers: retryAfter,
        match: { operation: 'login' },
      });
      const client = createClient();
      const start = service.clock.monotonic();
      await client.login(account);
      ok(service.clock.monotonic() - start >= 900, 'a wait of a second');
      equal(await logins(service), 2);
      await limitLogins(context, '1');
      await refused(client.login(account), limited);
      equal(await logins(service), 4);
    },
  },
  ...(['120', 'date'] as const).map(
    (form): Case => ({
      name: `a wait that does not fit (${form}) fails at once, and so does every login until it is over`,
      async run(context) {
        const { account, service, createClient } = context;
        const start = service.clock.now();
        const when = new Date(start + 120_000).toUTCString();
        await limitLogins(context, form === 'date' ? when : form);
        const client = createClient();
        const until = await expectWait(context, client, account, 120, start);
        await service.advance(60_000);
        const still = await expectWait(context, client, account, 60, until - 60_000);
        ok(Math.abs(still - until) <= 2_000, `the same end of the wait, not one ${still - until} ms later`);
        equal(await logins(service), 1);
        await service.clearFaults();
        await service.advance(62_000);
        await client.login(account);
        equal(await logins(service), 2);
      },
    }),
  ),
  ...[undefined, 'soon', '-5', '', '1.5', '1, 2', '0x10'].map(
    (value): Case => ({
      name: `without a wait that makes sense (${value ?? 'none'}) it is a minute`,
      async run(context) {
        const { account, service, createClient } = context;
        await limitLogins(context, value);
        const client = createClient();
        await expectWait(context, client, account, 60);
        await refused(client.login(account), limited);
        equal(await logins(service), 1);
      },
    }),
  ),
  {
    name: 'a wait that is over is one repeat, and no more',
    async run(context) {
      const { account, service, createClient } = context;
      await limitLogins(context, 'Mon, 01 Jan 2001 00:00:00 GMT');
      await refused(createClient().login(account), limited);
      ok((await logins(service)) <= 2, 'two requests at most');
    },
  },
  {
    name: 'a wait until the year 9999 is not believed for ever',
    async run(context) {
      const { account, service, createClient } = context;
      await limitLogins(context, 'Fri, 31 Dec 9999 23:59:59 GMT');
      const client = createClient();
      const { retryAt } = await refused(client.login(account), limited);
      ok(retryAt, 'to be told when to come back');
      await service.clearFaults();
      await service.advance(25 * 60 * 60_000);
      await client.login(account);
    },
  },
  {
    name: 'neither takes the stored key away',
    async run(context) {
      const { account, service, createClient } = context;
      const client = createClient();
      await client.login(account);
      await refused(client.login({ ...account, password: 'Wrong-Horse-99' }), wrong);
      await limitLogins(context);
      await refused(client.login(account), limited);
      equal((await client.session())?.account, account.email);
      equal((await client.fetch('/analytics')).status, 200);
      equal((await service.keys()).length, 1);
    },
  },
]);
