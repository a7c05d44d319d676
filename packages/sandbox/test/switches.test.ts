import { describe, expect, it } from 'vitest';
import { defaultSwitches, type Switches } from '../src/index.ts';
import {
  ada,
  adasSandbox,
  base,
  logIn,
  loginRequest,
  mail,
  pair,
  pairHeaders,
  send,
  sendMail,
  use,
} from './people.ts';

const fresh = 'Brand-New-Horse-1';
const change = { current_password: ada.password, password: fresh, confirm_password: fresh };

type Case<K extends keyof Switches> = (set: Switches[K]) => Promise<unknown>;

/** For each switch: what is seen under each of its settings. */
const cases: { [K in keyof Switches]: { see: Case<K>; under: [Switches[K], unknown][] } } = {
  secondLoginRevokesFirst: {
    async see(secondLoginRevokesFirst) {
      const sandbox = adasSandbox({ switches: { secondLoginRevokesFirst } });
      const keys = [await logIn(sandbox), await logIn(sandbox)];
      return Promise.all(keys.map((key) => use(sandbox, key)));
    },
    under: [
      [false, [200, 200]],
      [true, [401, 200]],
    ],
  },
  passwordChangeRevokesKeys: {
    async see(passwordChangeRevokesKeys) {
      const sandbox = adasSandbox({ switches: { passwordChangeRevokesKeys } });
      const keys = [await logIn(sandbox), await logIn(sandbox)];
      expect((await send(sandbox, 'PUT', '/change-password', change, keys[0])).status).toBe(200);
      return Promise.all(keys.map((key) => use(sandbox, key)));
    },
    under: [
      [false, [200, 200]],
      [true, [401, 401]],
    ],
  },
  passwordResetRevokesKeys: {
    async see(passwordResetRevokesKeys) {
      const sandbox = adasSandbox({ switches: { passwordResetRevokesKeys } });
      const key = await logIn(sandbox);
      await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
      const token = sandbox.outbox.list()[0]?.token;
      await send(sandbox, 'PUT', '/forgot-password', { token, password: fresh, confirm_password: fresh });
      return use(sandbox, key);
    },
    under: [
      [false, 200],
      [true, 401],
    ],
  },
  secondResetMailVoidsFirst: {
    async see(secondResetMailVoidsFirst) {
      const sandbox = adasSandbox({ switches: { secondResetMailVoidsFirst } });
      const key = await logIn(sandbox);
      for (let mail = 0; mail < 2; mail++)
        await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
      const verify = async (token = '') =>
        (await send(sandbox, 'GET', `/forgot-password?token=${encodeURIComponent(token)}`, undefined, key))
          .status;
      return Promise.all(sandbox.outbox.list().map(({ token }) => verify(token)));
    },
    under: [
      [false, [200, 200]],
      [true, [403, 200]],
    ],
  },
  consumerLogout: {
    async see(consumerLogout) {
      const sandbox = adasSandbox({ switches: { consumerLogout } });
      const key = await logIn(sandbox);
      expect((await send(sandbox, 'POST', '/deauthorize', undefined, pairHeaders)).status).toBe(200);
      return [await use(sandbox, key), await use(sandbox, pairHeaders)];
    },
    under: [
      ['nothing', [200, 200]],
      ['allKeys', [401, 200]],
      ['pair', [200, 401]],
    ],
  },
  consumerMayChangePassword: {
    async see(consumerMayChangePassword) {
      const sandbox = adasSandbox({ switches: { consumerMayChangePassword } });
      return (await send(sandbox, 'PUT', '/change-password', change, pairHeaders)).status;
    },
    under: [
      [false, 403],
      [true, 200],
    ],
  },
  consumerOnKeyRoutes: {
    async see(consumerOnKeyRoutes) {
      const sandbox = adasSandbox({ switches: { consumerOnKeyRoutes } });
      const answers = [
        await send(sandbox, 'GET', '/user/consumerKeys', undefined, pairHeaders),
        await send(sandbox, 'POST', '/user/consumerKeys', { permissions: ['APIS'] }, pairHeaders),
        await send(sandbox, 'DELETE', `/user/consumerKeys/${pair.key}`, undefined, pairHeaders),
      ];
      const both = { ...pairHeaders, ...(await logIn(sandbox)) };
      expect((await send(sandbox, 'GET', '/user/consumerKeys', undefined, both)).status).toBe(200);
      expect((await send(sandbox, 'GET', '/user/consumerKeys')).status).toBe(401);
      const said = await Promise.all(
        answers.map(async (reply) => [reply.status, (await reply.json()).message]),
      );
      return [...new Set(said.map(String))];
    },
    under: [
      ['missing_authorization_key', ['401,missing_authorization_key']],
      ['invalid_authorization_key', ['401,invalid_authorization_key']],
      ['not_allowed_for_apikey', ['403,not_allowed_for_apikey']],
    ],
  },
  consumerKeyWithoutPermissions: {
    async see(consumerKeyWithoutPermissions) {
      const sandbox = adasSandbox({ switches: { consumerKeyWithoutPermissions } });
      const key = await logIn(sandbox);
      const { status } = await send(sandbox, 'POST', '/user/consumerKeys', { label: 'plugin' }, key);
      for (const permissions of [[], ['EVERYTHING'], 'APIS', null])
        expect((await send(sandbox, 'POST', '/user/consumerKeys', { permissions }, key)).status).toBe(400);
      return [status, sandbox.consumers.list().find(({ label }) => label === 'plugin')?.permissions];
    },
    under: [
      ['refused', [400, undefined]],
      ['all', [201, ['SEND_SMTP', 'SEND_API', 'APIS']]],
    ],
  },
  consumerKeyMembers: {
    async see(consumerKeyMembers) {
      const sandbox = adasSandbox({ switches: { consumerKeyMembers } });
      const reply = await send(sandbox, 'GET', '/user/consumerKeys', undefined, await logIn(sandbox));
      return Object.keys((await reply.json()).results[0]).sort();
    },
    under: [
      ['all', ['consumerKey', 'creation_time', 'ips', 'is_legacy', 'label', 'permissions']],
      ['until 2025', ['consumerKey', 'creation_time', 'label']],
    ],
  },
  creationTimeOffset: {
    async see(creationTimeOffset) {
      const sandbox = adasSandbox({ switches: { creationTimeOffset }, clock: { frozen: true, now: 0 } });
      const reply = await send(sandbox, 'GET', '/user/consumerKeys', undefined, await logIn(sandbox));
      return (await reply.json()).results[0].creation_time;
    },
    under: [
      [0, '1970-01-01 00:00:00'],
      [120, '1970-01-01 02:00:00'],
      [-330, '1969-12-31 18:30:00'],
    ],
  },
  enforcePermissions: {
    async see(enforcePermissions) {
      const seen = [];
      for (const permissions of [['SEND_SMTP'], ['SEND_API'], ['APIS'], undefined] as const) {
        const sandbox = adasSandbox({
          switches: { enforcePermissions },
          consumers: [{ ...pair, permissions }],
        });
        seen.push([await use(sandbox, pairHeaders), (await sendMail(sandbox, pairHeaders, mail)).status]);
      }
      return seen;
    },
    under: [
      [false, Array(4).fill([200, 200])],
      [
        true,
        [
          [401, 401],
          [401, 200],
          [200, 401],
          [200, 200],
        ],
      ],
    ],
  },
  subaccountKeysExpire: {
    async see(subaccountKeysExpire) {
      const sandbox = adasSandbox({ clock: { frozen: true }, switches: { subaccountKeysExpire } });
      sandbox.accounts.add({ email: 'shop@example.com', password: 'x', parent: ada.email });
      const asked = await send(
        sandbox,
        'POST',
        '/subaccounts/authorize',
        { email: 'shop@example.com' },
        pairHeaders,
      );
      const authorization = (await asked.json()).auth;
      const before = await use(sandbox, { authorization });
      sandbox.clock.advance(2 * 60 * 60_000);
      return [before, await use(sandbox, { authorization })];
    },
    under: [
      [true, [200, 401]],
      [false, [200, 200]],
    ],
  },
  resetTokens: {
    async see(resetTokens) {
      const sandbox = adasSandbox({ switches: { resetTokens } });
      await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
      const token = sandbox.outbox.list()[0]?.token ?? '';
      return [/^[0-9a-f]{32}$/.test(token), /^[A-Za-z0-9+/]{43}=$/.test(token)];
    },
    under: [
      ['hex', [true, false]],
      ['base64', [false, true]],
    ],
  },
  forgotPasswordUnknownAddress: {
    async see(forgotPasswordUnknownAddress) {
      const sandbox = adasSandbox({ switches: { forgotPasswordUnknownAddress } });
      const { status } = await send(sandbox, 'POST', '/forgot-password', { email: 'nobody@example.com' });
      return [status, sandbox.outbox.list().length];
    },
    under: [
      [404, [404, 0]],
      [200, [200, 0]],
    ],
  },
  loginRateLimit: {
    async see(loginRateLimit) {
      const sandbox = adasSandbox({
        clock: { frozen: true, now: 1_000_000_000_500 },
        switches: { loginRateLimit },
      });
      const seen = [];
      for (const wait of [0, 10_000, 10_000, 40_000, 1]) {
        sandbox.clock.advance(wait);
        const reply = await sandbox.fetch(`${base}/authorize`, loginRequest);
        seen.push(reply.status, reply.headers.get('retry-after'));
      }
      return seen;
    },
    under: [
      [null, [200, null, 200, null, 200, null, 200, null, 200, null]],
      [{ limit: 2, windowMs: 60_000 }, [200, null, 200, null, 429, '40', 200, null, 429, '10']],
      [
        { limit: 1, windowMs: 60_000, retryAfter: 'date' },
        [
          200,
          null,
          ...Array(2).fill([429, 'Sun, 09 Sep 2001 01:47:41 GMT']).flat(),
          200,
          null,
          429,
          'Sun, 09 Sep 2001 01:48:41 GMT',
        ],
      ],
      [{ limit: 0, windowMs: 1, status: 503, retryAfter: 'none' }, Array(5).fill([503, null]).flat()],
      [
        { limit: 0, windowMs: Number.MAX_SAFE_INTEGER, retryAfter: 'date' },
        Array(5).fill([429, 'Sat, 13 Sep 275760 00:00:00 GMT']).flat(),
      ],
    ],
  },
  sendDate: {
    async see(sendDate) {
      const { fetch } = adasSandbox({ clock: { frozen: true, now: 0 }, switches: { sendDate } });
      return (await fetch(`${base}/analytics`)).headers.get('date');
    },
    under: [
      [true, 'Thu, 01 Jan 1970 00:00:00 GMT'],
      [false, null],
    ],
  },
  cors: {
    async see(cors) {
      const { fetch } = adasSandbox({ switches: { cors } });
      const { headers } = await fetch(`${base}/analytics`);
      return [headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')];
    },
    under: [
      [false, [null, null]],
      [{ exposeDate: false, exposeRetryAfter: false }, ['*', null]],
      [{ exposeDate: true, exposeRetryAfter: false }, ['*', 'Date']],
      [{ exposeDate: true, exposeRetryAfter: true }, ['*', 'Date, Retry-After']],
    ],
  },
  characterClass: {
    see: (characterClass) => changeTo(['ÀÉàé१२३४५६', 'Correct-Horse-9'], { characterClass }),
    under: [
      ['ascii', ['password_should_contain_at_least_one_uppercase_character', 'success']],
      ['unicode', ['success', 'success']],
    ],
  },
  lengthUnit: {
    // Nine, ten and eleven by code points, code units and bytes; six, ten, more; ten by every count.
    see: (lengthUnit) => changeTo(['Horse-1é', 'Horse-1🐎', 'Horse-1🐎x', 'Horse-1234'], { lengthUnit }),
    under: [
      ['code points', ['short', 'short', 'short', 'success']],
      ['code units', ['short', 'short', 'success', 'success']],
      ['bytes', ['short', 'success', 'success', 'success']],
    ],
  },
  errorOrder: {
    async see(errorOrder) {
      const sandbox = adasSandbox({ switches: { errorOrder } });
      return (await (await send(sandbox, 'PUT', '/change-password', { password: 'x' })).json()).message;
    },
    under: [
      ['listed', 'current_password_is_missing'],
      ['reversed', 'missing_authorization_key'],
    ],
  },
};

async function changeTo(passwords: string[], switches: Partial<Switches>): Promise<string[]> {
  return Promise.all(
    passwords.map(async (password) => {
      const sandbox = adasSandbox({ switches });
      const body = { current_password: ada.password, password, confirm_password: password };
      const same = password === ada.password ? { ...body, current_password: 'Other-Horse-7' } : body;
      if (password === ada.password) sandbox.accounts.add({ ...ada, password: 'Other-Horse-7' });
      const reply = await send(
        sandbox,
        'PUT',
        '/change-password',
        same,
        await logInAs(sandbox, same.current_password),
      );
      const { message } = await reply.json();
      return message === 'password_length_should_not_be_less_than_10_characters' ? 'short' : message;
    }),
  );
}

async function logInAs(
  sandbox: ReturnType<typeof adasSandbox>,
  password: string,
): Promise<Record<string, string>> {
  const reply = await send(sandbox, 'POST', '/authorize', { email: ada.email, password });
  return { authorization: (await reply.json()).auth };
}

describe('each switch under each setting', () => {
  for (const name of Object.keys(cases) as (keyof Switches)[]) {
    // Each entry pairs a switch with its own settings, which a loop over all of them cannot say.
    const { see, under } = cases[name] as { see: Case<keyof Switches>; under: [never, unknown][] };
    for (const [setting, seen] of under) {
      it(`${name}: ${JSON.stringify(setting)}`, async () => expect(await see(setting)).toEqual(seen));
    }
    it(`${name} is by default the first of them`, () => {
      if (name === 'cors') expect(defaultSwitches.cors).toEqual({ exposeDate: true, exposeRetryAfter: true });
      else expect(under[0]?.[0]).toEqual(defaultSwitches[name]);
    });
  }
  it('there is a case for every switch', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(defaultSwitches).sort());
  });
});
