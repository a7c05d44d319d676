import { InvalidInputError, memoryKeyStore, SignedOutError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused, rejection } from './expect.ts';
import { logins, rawCall, watchedFetch } from './wire.ts';

const hour = 60 * 60_000;
const pair = { key: 'pair-key', secret: 'pair-secret' };

const wrong = { class: InvalidInputError, code: 'invalid_input', operation: 'fetch' } as const;

/** Members of an init that no runtime takes. */
const refusedEverywhere: Readonly<Record<string, unknown>> = { cache: 'nope', redirect: 'nope' };

/** Members that some runtimes take, or ignore. */
const refusedSomewhere: Readonly<Record<string, unknown>> = {
  mode: 'navigate',
  credentials: 'yes',
  duplex: 'full',
  referrer: 'https://user:word@[',
  referrerPolicy: 'x',
  priority: 1,
  window: 1,
  integrity: {
    toString() {
      throw new Error('its text');
    },
  },
};

const isTaken = (init: object, url: string): boolean => {
  try {
    return new Request(url, init) instanceof Request;
  } catch {
    return false;
  }
};

const notBodies: Readonly<Record<string, () => unknown>> = {
  'an object': () => ({ to: 'ada' }),
  'a promise': () => Promise.resolve('x'),
  'a map': () => new Map(),
  'a function': () => () => 'x',
  'a response': () => new Response('x'),
  'an object whose text throws': () => ({
    toString() {
      throw new Error('its text');
    },
  }),
};

export const useTheKey: readonly Case[] = theme('use the key', [
  {
    name: 'client.fetch appends a path to the base path and authorises the call',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      const reply = await client.fetch('/analytics?limit=1');
      equal(reply.status, 200);
      equal(await reply.json(), { count: 0, results: [] });
      const sent = seen.at(-1);
      equal(sent?.url.href, `${service.baseUrl}/analytics?limit=1`);
      equal(sent?.headers.get('authorization'), await client.apiKey());
    },
  },
  {
    name: 'client.fetch takes an absolute URL and a Request below the base URL',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const url = `${service.baseUrl}/suppressions`;
      equal((await client.fetch(url)).status, 200);
      equal((await client.fetch(new URL(url))).status, 200);
      equal((await client.fetch(new Request(url))).status, 200);
    },
  },
  {
    name: 'client.fetch sends a body of any kind, and resolves with any status as fetch does',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const sent = await client.fetch('/suppressions', { method: 'POST', body: 'x'.repeat(100_000) });
      equal(await sent.json(), { message: 'success', bytes: 100_000 });
      await service.addFault({ kind: 'html', status: 404 });
      equal((await client.fetch('/nothing')).status, 404);
    },
  },
  {
    name: 'client.fetch sends the body of a Request that does not show it, as in Firefox, and none where there is none',
    async run({ account, service, createClient }) {
      const bodies: unknown[] = [];
      const client = createClient({
        credentials: account,
        keyStore: memoryKeyStore(),
        fetch: async (input, init) => {
          if (String(input).endsWith('/authorize')) return service.fetch(input, init);
          const { body } = init ?? {};
          bodies.push(body instanceof ArrayBuffer ? Array.from(new Uint8Array(body)) : body);
          return Response.json({});
        },
      });
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      for (const init of [{ method: 'POST', body: bytes }, { method: 'POST' }, {}]) {
        const request = new Request(`${service.baseUrl}/suppressions`, init);
        Object.defineProperty(request, 'body', { value: undefined });
        await client.fetch(request);
      }
      equal(bodies, [Array.from(bytes), undefined, undefined]);
    },
  },
  {
    name: 'client.fetch names what the fetch of the runtime would refuse, before a login',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      const members = { ...refusedEverywhere, ...refusedSomewhere };
      for (const [name, value] of Object.entries(members)) {
        const init = { [name]: value };
        if (!(name in refusedEverywhere) && isTaken(init, service.baseUrl)) continue;
        for (const method of ['GET', 'POST']) {
          const error = await refused(client.fetch('/suppressions', { ...init, method }), wrong);
          equal(error.issues?.[0]?.path, `init.${name}`);
        }
      }
      for (const [what, make] of Object.entries(notBodies)) {
        const body = make() as BodyInit; // that it is none is the point
        const error = await refused(client.fetch('/suppressions', { method: 'POST', body }), wrong);
        equal(error.issues?.[0]?.code, 'not_a_body', what);
      }
      const used = new Blob(['x']).stream();
      const reader = used.getReader();
      while (!(await reader.read()).done);
      reader.releaseLock();
      const init = { method: 'POST', body: used, duplex: 'half' };
      // Firefox takes no stream, and makes a text of it.
      if (!isTaken(init, service.baseUrl)) await refused(client.fetch('/suppressions', init), wrong);
      equal(await service.requests(), []);
    },
  },
  {
    name: 'client.fetch sends what the fetch of the runtime takes',
    async run({ account, createClient }) {
      const client = createClient({ credentials: account });
      const form = new FormData();
      form.set('name', 'value');
      const bodies: Readonly<Record<string, BodyInit>> = {
        'a query': new URLSearchParams('a=1'),
        'a form': form,
        'a file': new Blob(['x'], { type: 'text/plain;charset=UTF-8' }),
        bytes: new Uint8Array(1),
        'a buffer': new ArrayBuffer(1),
      };
      for (const [what, body] of Object.entries(bodies))
        equal((await client.fetch('/suppressions', { method: 'POST', body })).status, 200, what);
      for (const init of [{ redirect: 'error' }, { credentials: 'omit' }, { cache: undefined }, { retry: 3 }])
        equal((await client.fetch('/analytics', init as RequestInit)).status, 200, JSON.stringify(init));
    },
  },
  {
    name: 'client.fetch sends the body that it was called with, whatever becomes of that afterwards',
    async run({ account, service, createClient }) {
      const seen: Promise<string>[] = [];
      const client = createClient({
        credentials: account,
        fetch: (input, init) => {
          if (String(input).endsWith('/suppressions')) seen.push(new Request(input, init).text());
          return service.fetch(input, init);
        },
      });
      const encoded = (text: string): Uint8Array<ArrayBuffer> =>
        Uint8Array.from(new TextEncoder().encode(text));
      /** A body, and what changes it. */
      const makes: Readonly<Record<string, () => readonly [BodyInit, () => void]>> = {
        bytes: () => {
          const bytes = encoded('before');
          return [bytes, () => bytes.set(encoded('later.'))];
        },
        'a view': () => {
          const bytes = encoded('before');
          return [new DataView(bytes.buffer), () => bytes.set(encoded('later.'))];
        },
        'a buffer': () => {
          const bytes = encoded('before');
          return [bytes.buffer, () => bytes.set(encoded('later.'))];
        },
        'a form': () => {
          const form = new FormData();
          form.set('when', 'before');
          return [form, () => form.set('when', 'later.')];
        },
        'a query': () => {
          const query = new URLSearchParams({ when: 'before' });
          return [query, () => query.set('when', 'later.')];
        },
      };
      const url = `${service.baseUrl}/suppressions`;
      for (const refused of [false, true])
        for (const asRequest of [false, true])
          for (const [what, make] of Object.entries(makes)) {
            await client.apiKey();
            if (refused)
              await service.addFault({
                kind: 'reply',
                status: 401,
                json: { message: 'invalid_authorization_key' },
                match: { operation: 'resource' },
              });
            const [body, change] = make();
            const input = asRequest ? new Request(url, { method: 'POST' }) : '/suppressions';
            const call = client.fetch(input, { method: 'POST', body });
            change();
            equal((await call).status, 200, what);
            for (const sent of await Promise.all(seen.splice(0)))
              equal(sent.includes('before') && !sent.includes('later.'), true, `${what}: ${sent}`);
          }
    },
  },
  {
    name: 'client.fetch takes what a member of its init does not say from the Request, as fetch does',
    async run({ account, service, createClient }) {
      const seen: Promise<string>[] = [];
      const client = createClient({
        credentials: account,
        fetch: (input, init) => {
          const request = new Request(input, init);
          const { method, headers } = request;
          if (request.url.endsWith('/suppressions'))
            seen.push(request.text().then((text) => [method, headers.get('accept'), text].join(' ')));
          return service.fetch(input, init);
        },
      });
      const request = (): Request =>
        new Request(`${service.baseUrl}/suppressions`, {
          method: 'POST',
          headers: { accept: 'request' }, // one that needs no leave of another origin
          body: 'text',
        });
      const inits: readonly (Record<string, unknown> | undefined)[] = [
        undefined,
        { body: null },
        ...['body', 'headers', 'method', 'signal', 'cache', 'credentials', 'integrity', 'keepalive'].map(
          (name) => ({
            [name]: undefined,
          }),
        ),
      ];
      for (const init of inits) {
        equal((await client.fetch(request(), init as RequestInit)).status, 200);
        equal(await seen.pop(), 'POST request text', JSON.stringify(Object.keys(init ?? {})));
      }
      const aborted = new Request(request(), { signal: AbortSignal.abort() });
      equal((await client.fetch(aborted, { signal: null })).status, 200, 'a signal of null');
    },
  },
  {
    name: 'client.fetch takes the signal of a polyfill, which ends it before and during the call',
    async run({ account, service, createClient }) {
      class PolyfilledSignal extends EventTarget {
        aborted = false;
        abort(): void {
          this.aborted = true;
          this.dispatchEvent(new Event('abort'));
        }
      }
      const client = createClient({ credentials: account });
      const signal = new PolyfilledSignal();
      const call = (): Promise<Response> =>
        client.fetch('/analytics', { signal: signal as unknown as AbortSignal });
      equal((await call()).status, 200);
      await service.addFault({ kind: 'delay', latency: 60_000 });
      const before = (await service.requests()).length;
      const ended = rejection(call());
      while ((await service.requests()).length === before)
        await new Promise((resolve) => setTimeout(resolve, 10));
      signal.abort();
      for (const error of [await ended, await rejection(call())])
        equal(Reflect.get(Object(error), 'name'), 'AbortError');
      await service.clearFaults();
      await service.advance(120_000);
    },
  },
  {
    name: 'client.fetch has no size limit',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({ kind: 'reply', text: 'x'.repeat(300_000) });
      equal((await (await client.fetch('/analytics')).text()).length, 300_000);
    },
  },
  {
    name: 'client.fetch sends the key nowhere else',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      const before = seen.length;
      const { origin, host } = new URL(service.baseUrl);
      const elsewhere = [
        'https://example.invalid/api/v2/analytics',
        `${origin}/api/v1/analytics`,
        `${origin}/api/v2extra`,
        `${service.baseUrl}/../v1/analytics`,
        `${service.baseUrl.replace(host, `${host}.example.invalid`)}/analytics`,
        `${service.baseUrl.replace('://', '://user:word@')}/analytics`,
        '//example.invalid/api/v2/analytics',
        '/../v1/analytics',
        '/%2e%2e/v1/analytics',
        String.raw`/..\v1/analytics`,
        'https://api.turbo-smtp.com/api/v2/mail/send',
      ];
      for (const url of elsewhere)
        await refused(client.fetch(url), {
          class: InvalidInputError,
          code: 'invalid_input',
          operation: 'fetch',
        });
      equal(seen.length, before, 'number of requests');
    },
  },
  {
    name: 'with both schemes, mail goes with the pair and everything else with the key',
    async run({ account, service, createClient }) {
      await service.addConsumer({ account: account.email, ...pair });
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, credentials: account, consumer: pair, region: 'eu' });
      const mail = { method: 'POST', body: JSON.stringify({ from: 'a@example.com', to: 'b@example.com' }) };
      for (const target of ['/mail/send', `${service.baseUrl}/mail/send`]) {
        equal((await client.fetch(target, mail)).status, 200);
        const { url, headers } = seen.at(-1) ?? {};
        equal(url?.href, `${service.baseUrl}/mail/send`);
        equal(headers?.get('consumerkey'), pair.key);
        equal(headers?.has('authorization'), false);
      }
      equal(await logins(service), 0, 'number of logins');
      equal((await client.fetch('/analytics')).status, 200);
      equal(seen.at(-1)?.headers.get('authorization'), await client.apiKey());
      equal(seen.at(-1)?.headers.has('consumerkey'), false);
      equal(await client.logout(), { revoked: 'now' });
      equal((await service.keys()).length, 0, 'number of keys');
      equal((await client.fetch('/mail/send', mail)).status, 200);
    },
  },
  {
    name: 'mail without a pair is refused before it is sent, and so is what takes only a key with a pair alone',
    async run({ account, service, createClient }) {
      await service.addConsumer({ account: account.email, ...pair });
      const refusal = { class: InvalidInputError, code: 'invalid_input', operation: 'fetch' } as const;
      for (const client of [createClient(), createClient({ credentials: account })])
        await refused(client.fetch('/mail/send', { method: 'POST', body: '{}' }), refusal);
      const client = createClient({ consumer: pair });
      for (const path of ['/user/consumerKeys', '/change-password', '/deauthorize'])
        await refused(client.fetch(path), { class: SignedOutError, code: 'signed_out', operation: 'fetch' });
      equal(await service.requests(), []);
    },
  },
  {
    name: 'without a login there is no call',
    async run({ service, createClient }) {
      const client = createClient();
      equal(await client.session(), null);
      const expected = { class: SignedOutError, code: 'signed_out' } as const;
      await refused(client.apiKey(), expected);
      await refused(client.fetch('/analytics'), expected);
      await refused(client.verifyResetToken({ token: 'token' }), expected);
      await refused(
        client.changePassword({ currentPassword: 'Correct-Horse-9', newPassword: 'Newer-Horse-10' }),
        expected,
      );
      equal(await service.requests(), []);
    },
  },
  {
    name: 'apiKey() is the raw key that the service takes, without a prefix',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const key = await client.apiKey();
      equal((await rawCall(service, key)).status, 200);
      equal((await rawCall(service, `Bearer ${key}`)).status, 401);
    },
  },
  {
    name: 'an expired key is no session, and is not used',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.advance(2 * hour);
      equal(await client.session(), null);
      const before = (await service.requests()).length;
      await refused(client.fetch('/analytics'), { class: SignedOutError, code: 'signed_out' });
      equal((await service.requests()).length, before, 'number of requests');
    },
  },
  {
    name: 'with credentials, the first call logs in by itself, and later ones use that key',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      equal((await client.fetch('/analytics')).status, 200);
      equal((await client.fetch('/analytics')).status, 200);
      equal(await logins(service), 1);
      equal((await client.session())?.account, account.email);
    },
  },
  {
    name: 'with credentials, an expired key is renewed on use',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: async () => account });
      const first = await client.apiKey();
      await service.advance(2 * hour);
      ok((await client.apiKey()) !== first, 'a new key');
      equal((await client.fetch('/analytics')).status, 200);
      equal(await logins(service), 2);
    },
  },
  {
    name: 'with credentials, a refused key is renewed and the call repeated once, with its body',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      await service.revokeKeys();
      const reply = await client.fetch('/suppressions', { method: 'POST', body: 'four' });
      equal(await reply.json(), { message: 'success', bytes: 4 });
      equal(await logins(service), 2);
    },
  },
  {
    name: 'with credentials, a call that is refused again is not repeated for ever',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      const json = { message: 'invalid_authorization_key' };
      await service.addFault({
        kind: 'reply',
        status: 401,
        json,
        times: 'always',
        match: { operation: 'resource' },
      });
      equal((await client.fetch('/analytics')).status, 401);
      const calls = (await service.requests()).filter(({ path }) => path.endsWith('/analytics'));
      equal(calls.length, 2);
    },
  },
  {
    name: 'without credentials, a refused key ends the session',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.revokeKeys();
      equal((await client.fetch('/analytics')).status, 401);
      equal(await client.session(), null);
    },
  },
  {
    name: 'invalidate() forgets that key, and no other',
    async run({ account, createClient }) {
      const client = createClient();
      await client.login(account);
      const key = await client.apiKey();
      await client.invalidate('another-key');
      equal(await client.apiKey(), key);
      await client.invalidate(key);
      equal(await client.session(), null);
    },
  },
  {
    name: 'client.fetch sends headers of any kind, those of an iterator as well, and none of another account',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      const pairs: [string, string][] = [
        ['accept', 'text/csv'], // a header that pages may send anywhere
        ['Authorization', 'another'],
        ['consumerKey', 'another'],
      ];
      const iterator: Iterable<[string, string]> = pairs.values(); // its type is of arrays only; every runtime takes it
      for (const headers of [pairs, Object.fromEntries(pairs), new Headers(pairs), iterator as HeadersInit]) {
        await client.fetch('/analytics', { headers });
        const sent = seen.at(-1);
        equal(sent?.headers.get('accept'), 'text/csv');
        equal(sent?.headers.get('authorization'), await client.apiKey());
        equal(sent?.headers.get('consumerkey'), null);
      }
    },
  },
  {
    name: 'a consumer pair authorises calls with both of its headers and without a key',
    async run({ account, service, createClient }) {
      await service.addConsumer({ account: account.email, ...pair });
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, consumer: () => pair });
      equal((await client.fetch('/analytics')).status, 200);
      const sent = seen.at(-1);
      equal(sent?.headers.get('consumerkey'), pair.key);
      equal(sent?.headers.get('consumersecret'), pair.secret);
      equal(sent?.headers.get('authorization'), null);
      equal(await logins(service), 0);
    },
  },
]);
