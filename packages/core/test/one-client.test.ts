import { describe, expect, test } from 'vitest';
import { clientHints } from '../src/errors/client-hints.ts';
import { type ClientOptions, createClient, describeError, memoryKeyStore, memoryLock } from '../src/index.ts';
import { french } from '../src/locales/french.ts';
import { german } from '../src/locales/german.ts';
import { italian } from '../src/locales/italian.ts';
import { spanish } from '../src/locales/spanish.ts';

const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const consumer = { key: 'a-consumer-key', secret: 'its-secret' };

const live = 'https://pro.api.serversmtp.com/api/v2';
const global = 'https://api.turbo-smtp.com/api/v2';
const eu = 'https://api.eu.turbo-smtp.com/api/v2';
const own = 'https://gateway.example/turbo';

interface Sent {
  readonly url: string;
  readonly by: 'key' | 'pair' | 'both' | 'neither';
  readonly body: unknown;
}

/** A client whose requests are seen as they are on the wire, but for its logins and logouts. */
function world(options: ClientOptions, answer = (): Response => Response.json({})) {
  const sent: Sent[] = [];
  const keyStore = memoryKeyStore();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input);
    const headers = new Headers(init?.headers);
    if (/(?<!subaccounts)\/authorize$/.test(url)) return Response.json({ auth: 'an-api-key' });
    const key = headers.get('authorization') === 'an-api-key';
    const pair =
      headers.get('consumerkey') === consumer.key && headers.get('consumersecret') === consumer.secret;
    const by = key && pair ? 'both' : key ? 'key' : pair ? 'pair' : 'neither';
    sent.push({ url, by, body: init?.body });
    return answer();
  };
  const client = createClient({ name: 'test', fetch, keyStore, lock: memoryLock() }, options);
  return { client, sent, keyStore };
}

/** Each form in which `fetch` takes a target. */
const forms: Readonly<Record<string, (url: string) => string | URL | Request>> = {
  'a string': (url) => url,
  'a URL': (url) => new URL(url),
  'a Request': (url) => new Request(url, { method: 'POST', body: 'hello' }),
};

const post = { method: 'POST', body: 'hello' };

const outcomeOf = async (options: ClientOptions, given: string | URL | Request, init?: RequestInit) => {
  const input = given instanceof Request ? given.clone() : given; // its body can be read once
  const { client, sent } = world(options);
  const error = await client.fetch(input, init).then(
    () => undefined,
    (thrown) => thrown,
  );
  const codes = error?.issues?.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
  return error
    ? { refused: codes?.[0], reason: error.reason, sent: sent.length }
    : { url: sent[0]?.url, by: sent[0]?.by };
};

const both = { credentials, consumer };
const needsPair = { refused: 'consumer needs_consumer_pair', reason: 'needs_consumer_pair', sent: 0 };
const needsKey = { reason: 'needs_api_key', sent: 0 };
const outside = { refused: 'input outside_base_url', reason: 'outside_base_url', sent: 0 };

describe('mail', () => {
  /** What names the sending of mail on the live service, and where it goes from there by region. */
  const targets = [
    ['/mail/send', '/mail/send'],
    ['/mail/send?a=1&b=%20', '/mail/send?a=1&b=%20'],
    ['/mail/send/', '/mail/send/'],
    ['/mail/%73end', '/mail/%73end'],
    ['/mail//send', '/mail//send'],
    ['/Mail/Send', '/Mail/Send'],
    ['/x/../mail/send', '/mail/send'],
    [`${live}/mail/send`, '/mail/send'],
    [`${live}/mail/send?a=1`, '/mail/send?a=1'],
    ['https://PRO.api.serversmtp.com:443/api/v2/mail/send', '/mail/send'],
  ] as const;

  for (const [region, host] of [
    [undefined, global],
    ['global', global],
    ['eu', eu],
  ] as const) {
    const where = region && { region };
    test.each(targets)(
      `goes to the host of ${region ?? 'no'} region with the pair: %s`,
      async (target, path) => {
        const expected = { url: host + path, by: 'pair' };
        const names = target.startsWith('/') ? ['a string'] : Object.keys(forms);
        for (const form of names) {
          const input = forms[form]?.(target) ?? target;
          const init = input instanceof Request ? undefined : post;
          expect(await outcomeOf({ ...both, ...where }, input, init), form).toEqual(expected);
          expect(await outcomeOf({ consumer, ...where }, input, init), form).toEqual(expected);
          expect(await outcomeOf({ credentials, ...where }, input, init), form).toEqual(needsPair);
          expect(await outcomeOf({ ...where }, input, init), form).toEqual(needsPair);
        }
      },
    );

    test.each([global, eu])(
      `stays on a mail host that is named: %s, of ${region ?? 'no'} region`,
      async (named) => {
        const url = `${named}/mail/send?a=1`;
        for (const form of Object.values(forms)) {
          const input = form(url);
          const init = input instanceof Request ? undefined : post;
          expect(await outcomeOf({ ...both, ...where }, input, init)).toEqual({ url, by: 'pair' });
          expect(await outcomeOf({ consumer, ...where }, input, init)).toEqual({ url, by: 'pair' });
          expect(await outcomeOf({ credentials, ...where }, input, init)).toEqual(needsPair);
        }
      },
    );
  }

  test('stays below another base URL, with the pair and whatever the region', async () => {
    for (const region of ['global', 'eu'] as const)
      for (const target of ['/mail/send?a=1', `${own}/mail/send?a=1`]) {
        const options = { baseUrl: own, region };
        const expected = { url: `${own}/mail/send?a=1`, by: 'pair' };
        expect(await outcomeOf({ ...both, ...options }, target, post)).toEqual(expected);
        expect(await outcomeOf({ consumer, ...options }, target, post)).toEqual(expected);
        expect(await outcomeOf({ credentials, ...options }, target, post)).toEqual(needsPair);
      }
    for (const host of [live, global, eu])
      expect(await outcomeOf({ ...both, baseUrl: own }, `${host}/mail/send`, post)).toEqual(outside);
  });

  test.each(['/mail', '/mail/sends', '/mail/sender', '/email/send', '/mail-send', '/x/mail/send', '/send'])(
    'is not what only looks like it: %s',
    async (path) => {
      expect(await outcomeOf(both, path, post)).toEqual({ url: live + path, by: 'key' });
    },
  );

  test('without a pair says in every language that a pair is needed', async () => {
    const { client } = world({ credentials });
    const error = await client.fetch('/mail/send', post).catch((thrown: unknown) => thrown);
    const sentence = 'Give the client a `consumer`: mail is sent with a consumer pair, not with an API key.';
    expect(clientHints.needs_consumer_pair).toBe(sentence);
    expect(String(error)).toContain(`consumer: ${sentence}`);
    expect(describeError(error)).toContain(`consumer: ${sentence}`);
    for (const texts of [french, german, italian, spanish])
      expect(describeError(error, texts)).toContain(`consumer: ${texts.reasons['needs_consumer_pair']}`);
  });

  test('takes its body along, and no key that the caller adds', async () => {
    for (const input of [`${live}/mail/send`, new Request(`${live}/mail/send`, post)]) {
      const { client, sent } = world(both);
      await client.fetch(input, {
        ...(typeof input === 'string' && post),
        headers: { authorization: 'an-api-key' },
      });
      const [{ body, by } = { body: null, by: '' }] = sent;
      expect(by).toBe('pair');
      expect(typeof body === 'string' ? body : new TextDecoder().decode(body as ArrayBuffer)).toBe('hello');
    }
  });

  test.each([301, 302, 303, 307, 308])('follows no redirect: %d', async (status) => {
    for (const region of ['global', 'eu'] as const) {
      const answer = (): Response =>
        new Response(null, { status, headers: { location: `${live}/mail/send` } });
      const { client, sent } = world({ ...both, region }, answer);
      await expect(client.fetch('/mail/send', post)).rejects.toMatchObject({
        code: 'redirect_refused',
        status,
      });
      expect(sent).toHaveLength(1);
    }
  });

  test('that is refused ends no session, and is not sent again', async () => {
    const refused = (): Response => Response.json({ message: 'invalid_authorization_key' }, { status: 401 });
    const { client, sent } = world(both, refused);
    expect(await client.apiKey()).toBe('an-api-key');
    expect((await client.fetch('/mail/send', post)).status).toBe(401);
    expect(sent.map(({ by }) => by)).toEqual(['pair']);
    expect(await client.session()).not.toBeNull();
  });

  test('needs no login', async () => {
    const { client, sent } = world({ credentials: () => Promise.reject(new Error('no vault')), consumer });
    expect((await client.fetch('/mail/send', post)).status).toBe(200);
    expect(sent).toHaveLength(1);
  });
});

describe('everything else', () => {
  const rest = [
    '/analytics?limit=1',
    '/subaccounts',
    '/subaccounts/authorize',
    '/meta/countries',
    '/suppressions',
  ];
  const keyOnly = [
    '/change-password',
    '/Change-Password/',
    '/deauthorize',
    '/%64eauthorize',
    '/user/consumerKeys',
    '/user//consumerkeys',
    '/user/consumerKeys/some-key',
    `${live}/user/consumerKeys`,
    `${live}/deauthorize?x=1`,
  ];

  test.each(rest)('takes the key if there are credentials, else the pair: %s', async (path) => {
    for (const target of [path, live + path]) {
      expect(await outcomeOf(both, target)).toEqual({ url: live + path, by: 'key' });
      expect(await outcomeOf({ credentials }, target)).toEqual({ url: live + path, by: 'key' });
      expect(await outcomeOf({ consumer }, target)).toEqual({ url: live + path, by: 'pair' });
    }
  });

  test.each(keyOnly)('gets no pair if the contract takes only a key: %s', async (target) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      for (const baseUrl of [live, own]) {
        const input = target.replace(live, baseUrl);
        expect(await outcomeOf({ consumer, baseUrl }, input, { method })).toEqual(needsKey);
        expect(await outcomeOf({ ...both, baseUrl }, input, { method })).toMatchObject({ by: 'key' });
      }
  });

  test('nor on a mail host', async () => {
    for (const host of [global, eu])
      for (const options of [both, { consumer }])
        for (const path of ['/change-password', '/deauthorize', '/user/consumerKeys/x'])
          expect(await outcomeOf(options, host + path, post)).toEqual(needsKey);
  });

  test('gets no pair to check a token with', async () => {
    expect(await outcomeOf({ consumer }, '/forgot-password?token=x')).toEqual(needsKey);
    expect(await outcomeOf({ consumer }, new Request(`${live}/forgot-password`))).toEqual(needsKey);
    expect(await outcomeOf(both, '/forgot-password?token=x')).toMatchObject({ by: 'key' });
  });

  test.each([
    'https://example.com/api/v2/mail/send',
    'https://api.us.turbo-smtp.com/api/v2/mail/send',
    'https://api.turbo-smtp.com.example/api/v2/mail/send',
    'https://api.turbo-smtp.com:8443/api/v2/mail/send',
    'https://api.turbo-smtp.com/api/v1/mail/send',
    'https://api.turbo-smtp.com/api/v2/../mail/send',
    'https://pro.api.serversmtp.com/api/v3/mail/send',
    '//api.turbo-smtp.com/api/v2/mail/send',
  ])('is sent nowhere else, mail neither: %s', async (target) => {
    for (const options of [both, { consumer }, { credentials }, {}])
      expect(await outcomeOf(options, target, post)).toEqual(outside);
  });
});

describe('a client with credentials and a pair', () => {
  test('logs in, says who is signed in, and revokes its key at logout', async () => {
    const { client, sent } = world(both, () => Response.json({ message: 'token_deauthorized' }));
    expect(await client.login(credentials)).toMatchObject({ account: credentials.email });
    expect(await client.session()).toMatchObject({ account: credentials.email });
    expect(await client.apiKey()).toBe('an-api-key');
    expect(await client.logout()).toEqual({ revoked: 'now' });
    expect(sent.map(({ url, by }) => [url, by])).toEqual([[`${live}/deauthorize`, 'key']]);
    expect(await client.session()).toBeNull();
  });

  test('asks with the key whatever has a verb', async () => {
    const { client, sent } = world(both, () => Response.json({ count: 0, results: [] }));
    expect(await client.listConsumerKeys()).toEqual([]);
    expect(sent.map(({ by }) => by)).toEqual(['key']);
  });

  test('with a pair alone refuses a login, and has no session', async () => {
    const { client, sent } = world({ consumer });
    await expect(client.login(credentials)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await client.session()).toBeNull();
    await expect(client.apiKey()).rejects.toMatchObject({ code: 'signed_out' });
    expect(sent).toEqual([]);
  });
});

test.each(['us', 'EU', '', 'toString', '__proto__', null, 1])('%j is not a region', (region) => {
  expect(() => world({ region } as unknown as ClientOptions)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: 'region', code: 'not_a_region' })] }),
  );
});
