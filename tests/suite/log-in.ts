import { ForbiddenError, memoryKeyStore, TurboSMTPAuthError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused, rejection } from './expect.ts';
import { logins, rawCall } from './wire.ts';

const hour = 60 * 60_000;

export const logIn: readonly Case[] = theme('log in', [
  {
    name: 'answers who is signed in and until when, and never with the key',
    async run({ account, profile, service, createClient }) {
      const client = createClient();
      const before = service.clock.now();
      const session = await client.login(account);
      equal(session.account, account.email);
      equal(session.profile, profile);
      const minted = session.mintedAt.getTime();
      // `Date` has whole seconds.
      ok(minted >= before - 1000 && minted <= service.clock.now() + 1000, 'mintedAt to be now');
      equal(session.expiry.kind, 'estimated');
      const life = (session.expiry.at?.getTime() ?? 0) - minted;
      ok(life > 2 * hour - 65_000 && life < 2 * hour, `a life of two hours less a minute, got ${life} ms`);
      const key = await client.apiKey();
      ok(!JSON.stringify(session).includes(key), 'no key in the session');
    },
  },
  {
    name: 'is remembered by the client and by the next one on the same store',
    async run({ account, createClient }) {
      const keyStore = memoryKeyStore();
      const first = createClient({ keyStore });
      equal(await first.session(), null);
      const { account: email } = await first.login(account);
      equal((await first.session())?.account, email);
      equal((await createClient({ keyStore }).session())?.account, email);
    },
  },
  {
    name: "is kept in the adapter's own store, profile by profile",
    async run({ account, profile, createClient }) {
      await createClient().login(account);
      equal((await createClient().session())?.account, account.email);
      equal(await createClient({ profile: `${profile}-other` }).session(), null);
    },
  },
  {
    name: 'sends e-mail and password exactly as typed',
    async run({ service, createClient }) {
      // An accent that is two characters, a plus, a leading blank and an emoji: never trimmed, folded or composed.
      const account = { email: ' Zoe\u0308+news@Example.com', password: '  Zoe\u0308-Horse-9 \u{1F40E} ' };
      await service.addAccount(account);
      const session = await createClient().login(account);
      equal(session.account, account.email);
      const composed = { ...account, password: account.password.normalize('NFC') };
      await refused(createClient().login(composed), {
        class: ForbiddenError,
        code: 'wrong_credentials_specified',
      });
    },
  },
  {
    name: 'with noExpire gets a key that never expires',
    async run({ account, service, createClient }) {
      const client = createClient();
      const session = await client.login({ ...account, noExpire: true });
      equal(session.expiry, { at: null, kind: 'never' });
      equal(
        (await service.keys()).map(({ expiresAt }) => expiresAt),
        [null],
      );
      await service.advance(48 * hour);
      equal((await client.fetch('/analytics')).status, 200);
    },
  },
  {
    name: 'with a wrong password is refused after one request',
    async run({ account, service, createClient }) {
      const client = createClient();
      await refused(client.login({ ...account, password: 'Wrong-Horse-99' }), {
        class: ForbiddenError,
        code: 'wrong_credentials_specified',
        status: 403,
        operation: 'login',
      });
      equal((await service.requests()).length, 1);
      equal(await client.session(), null);
      await client.login(account);
    },
  },
  {
    name: 'while signed in revokes the key it replaces',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const old = await client.apiKey();
      await client.login(account);
      // Before another call, which would make up for it.
      equal((await rawCall(service, old)).status, 401);
      ok((await client.apiKey()) !== old, 'a new key');
      equal((await service.keys()).length, 1);
    },
  },
  {
    name: 'goes on while another client lets go of the session that it replaces, whose key was refused',
    async run({ account, service, createClient }) {
      const [one, other] = [createClient(), createClient()];
      await one.login(account);
      const key = await other.apiKey();
      await service.revokeKeys();
      await service.addFault({ kind: 'delay', replyLatency: 500, match: { operation: 'login' } });
      const late = one.login(account);
      while ((await logins(service)) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      await other.invalidate(key);
      equal((await late).account, account.email);
      equal((await other.session())?.account, account.email);
      equal((await service.keys()).length, 1);
    },
  },
  {
    name: 'for another account replaces the first one and its key',
    async run({ account, service, createClient }) {
      const other = { email: 'other@example.com', password: 'Other-Horse-9' };
      await service.addAccount(other);
      const client = createClient();
      await client.login(account);
      await client.login(other);
      equal((await client.session())?.account, other.email);
      equal(
        (await service.keys()).map(({ account: email }) => email),
        [other.email],
      );
    },
  },
  {
    name: 'tells its listeners, until they stop listening',
    async run({ account, createClient }) {
      const client = createClient();
      const told: (string | undefined)[] = [];
      const stop = client.on('login', (session) => told.push(session?.account));
      await client.login(account);
      stop();
      await client.login(account);
      equal(told, [account.email]);
    },
  },
  {
    name: 'is not held up, or undone, by the key before that cannot be revoked',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({
        kind: 'delay',
        latency: 60_000,
        match: { operation: 'logout' },
        times: 'always',
      });
      await client.login(account, { timeout: 4_000 }); // of the ten seconds that revoking may take
      equal((await client.session())?.account, account.email);
      equal((await service.keys()).length, 2);
      await service.clearFaults();
      await service.advance(120_000);
      equal(await client.logout(), { revoked: 'now' });
      equal(await service.keys(), []);
    },
  },
  {
    name: 'is logged out again when its result is disposed',
    async run({ account, service, createClient }) {
      const client = createClient();
      const session = await client.login(account);
      await session[Symbol.asyncDispose]();
      equal(await client.session(), null);
      equal(await service.keys(), []);
    },
  },
  {
    name: 'is refused by a client that has a consumer pair',
    async run({ account, service, createClient }) {
      const client = createClient({ consumer: { key: 'pair-key', secret: 'pair-secret' } });
      const error = await rejection(client.login(account));
      ok(error instanceof TurboSMTPAuthError, 'an error of the library');
      equal(await logins(service), 0);
    },
  },
]);
