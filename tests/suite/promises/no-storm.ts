import {
  type Client,
  type ErrorCode,
  isTurboSMTPAuthError,
  memoryKeyStore,
  ServerError,
  SignedOutError,
} from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../case.ts';
import { equal, ok, refused, rejection } from '../expect.ts';
import { logins } from '../wire.ts';

const CALLS = 40;

/** The ways in which a login can fail at the service, each for ever, and the code that a caller sees. */
const failures = [
  ['500', 'server_error', { kind: 'reply', status: 500, json: {} }],
  ['a page of a gateway', 'server_error', { kind: 'html' }],
  ['a page of a firewall', 'unexpected_response', { kind: 'html', status: 403 }],
  ['a code that is not documented', 'unknown', { kind: 'code', code: 'too_many_attempts', status: 403 }],
  ['a code of another call', 'unknown', { kind: 'code', code: 'account_is_inactive', status: 401 }],
  ['no key', 'outcome_unknown', { kind: 'reply', status: 200, json: { auth: '' } }],
  ['nothing, after it was handled', 'outcome_unknown', { kind: 'drop', when: 'after' }],
  ['a redirect', 'redirect_refused', { kind: 'redirect', location: 'https://elsewhere.invalid/' }],
] as const;

/** The codes with which calls fail, one after the other, and when they may be tried again. */
async function codesOf(
  calls: readonly (() => Promise<unknown>)[],
): Promise<{ codes: ErrorCode[]; told: number }> {
  const codes: ErrorCode[] = [];
  let told = 0;
  for (const call of calls) {
    const error = await rejection(call());
    ok(isTurboSMTPAuthError(error), 'an error of the library');
    codes.push(error.code);
    if (error.retryAt) told++;
  }
  return { codes, told };
}

const either = (client: Client): readonly (() => Promise<unknown>)[] =>
  Array.from(
    { length: CALLS },
    (_, index) => () => (index % 2 ? client.apiKey() : client.fetch('/analytics')),
  );

const refuseEveryKey = ({ service }: Context): Promise<void> =>
  service.addFault({
    kind: 'reply',
    status: 401,
    json: { message: 'invalid_authorization_key' },
    match: { path: `${new URL(service.baseUrl).pathname}/analytics` },
    times: 'always',
  });

export const noStorm: readonly Case[] = theme('no storm', [
  ...failures.map(
    ([what, code, fault]): Case => ({
      name: `of logins that are answered with ${what}`,
      async run({ account, service, createClient }) {
        await service.addFault({ ...fault, match: { operation: 'login' }, times: 'always' });
        const client = createClient({ credentials: account, retry: false });
        const { codes, told } = await codesOf(either(client));
        equal([...new Set(codes)], [code]);
        const made = await logins(service);
        ok(made <= 4, `at most four logins, got ${made}`);
        ok(told >= CALLS - 4, 'the others to be told when to come back');
        await service.clearFaults();
        await service.advance(61_000);
        await client.apiKey();
        equal(await logins(service), made + 1);
        equal((await client.fetch('/analytics')).status, 200);
      },
    }),
  ),
  {
    name: 'of logins by a fleet: what one was answered makes all of them wait',
    async run({ account, service, createClient }) {
      await service.addFault({
        kind: 'reply',
        status: 500,
        json: {},
        match: { operation: 'login' },
        times: 'always',
      });
      const keyStore = memoryKeyStore();
      const fleet = Array.from({ length: 16 }, () =>
        createClient({ credentials: account, keyStore, retry: false }),
      );
      for (const client of fleet)
        await refused(client.apiKey(), { class: ServerError, code: 'server_error', status: 500 });
      equal(await logins(service), 1);
    },
  },
  {
    name: 'grows longer with each failure, up to a minute, and a key that is accepted ends it',
    async run({ account, profile, service, createClient }) {
      await service.addFault({
        kind: 'reply',
        status: 500,
        json: {},
        match: { operation: 'login' },
        times: 'always',
      });
      const keyStore = memoryKeyStore();
      const client = createClient({ credentials: account, keyStore, retry: false });
      const waits: number[] = [];
      for (let round = 0; round < 9; round++) {
        await rejection(client.apiKey());
        const error = await rejection(client.apiKey());
        ok(isTurboSMTPAuthError(error) && error.retryAt, 'to be told when to come back');
        waits.push(Math.round((error.retryAt.getTime() - service.clock.now()) / 1000));
        await service.advance(error.retryAt.getTime() - service.clock.now() + 500);
      }
      equal(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
      await service.clearFaults();
      equal((await client.fetch('/analytics')).status, 200);
      const origin = new URL(service.baseUrl).origin;
      equal(await keyStore.get({ origin, profile, kind: 'pending' }), null);
    },
  },
  {
    name: 'of logins for keys that are refused, and no key is left',
    async run(context) {
      const { account, service, createClient } = context;
      await refuseEveryKey(context);
      const client = createClient({ credentials: account });
      for (let call = 0; call < CALLS; call++) {
        const outcome = await client.fetch('/analytics').then(
          ({ status }) => status,
          (error: unknown) => {
            ok(isTurboSMTPAuthError(error) && error.code === 'invalid_authorization_key', 'that code');
            ok(error.retryAt, 'to be told when to come back');
            return 401;
          },
        );
        equal(outcome, 401);
      }
      const made = await logins(service);
      ok(made <= 4, `at most four logins, got ${made}`);
      await client.logout();
      equal(await service.keys(), []);
    },
  },
  {
    name: 'of logins when two accounts share a profile: the second is told',
    async run({ account, service, createClient }) {
      const other = { email: `other-${account.email}`, password: account.password };
      await service.addAccount(other);
      const keyStore = memoryKeyStore();
      const first = createClient({ credentials: account, keyStore });
      const second = createClient({ credentials: other, keyStore });
      for (let round = 0; round < 5; round++) {
        equal((await first.fetch('/analytics')).status, 200);
        const error = await refused(second.fetch('/analytics'), {
          class: SignedOutError,
          code: 'account_mismatch',
        });
        ok(/profile/.test(error.hint) && /logout/.test(error.hint), 'a hint that names both ways out');
      }
      equal(await logins(service), 1);
      await second.login(other);
      equal(
        (await service.keys()).map(({ account: email }) => email),
        [other.email],
      );
    },
  },
  {
    name: 'and an address is the same in capitals',
    async run({ account, service, createClient }) {
      const keyStore = memoryKeyStore();
      await createClient({ credentials: account, keyStore }).apiKey();
      const capitals = { ...account, email: account.email.toUpperCase() };
      await createClient({ credentials: capitals, keyStore }).apiKey();
      equal(await logins(service), 1);
    },
  },
]);
