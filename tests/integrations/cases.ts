import {
  type Client,
  ForbiddenError,
  InvalidInputError,
  isTurboSMTPAuthError,
  OutcomeUnknownError,
  RedirectRefusedError,
  SignedOutError,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../suite/case.ts';
import { equal, ok, rejection } from '../suite/expect.ts';
import { logins } from '../suite/wire.ts';

/** A library that the account's client was plugged into. */
export interface Integration {
  /** Connects to a service as the documentation shows. */
  connect(account: Client, baseUrl: string): Calls;
  /** Our error behind the one that the library throws. Default: the same. */
  cause?(error: unknown): unknown;
  /** The library sends by itself: redirects, other origins and lost connections fail in its own words. */
  sendsItself?: boolean;
}

/** What every library is asked to do, in its own way. All reject unless the answer is a success. */
export interface Calls {
  /** `GET /analytics`, at another base URL if one is given. */
  list(baseUrl?: string): Promise<unknown>;
  /** `POST /suppressions` with JSON. */
  add(emails: readonly string[]): Promise<unknown>;
}

const emails = ['grace@example.com', 'zoë+"list"@example.com'];
/** What the service answers to them: it counts the bytes that arrived. */
const added = { message: 'success', bytes: new TextEncoder().encode(JSON.stringify({ emails })).length };
const nothing = { count: 0, results: [] };
const elsewhere = 'https://elsewhere.invalid/api/v2';

/** The calls of the rest of the API that the service got, as `GET /api/v2/analytics 200`. */
async function arrived({ service }: Context): Promise<string[]> {
  const requests = await service.requests();
  return requests
    .filter(({ path }) => !/\/(?:de)?authorize$/.test(path))
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
}

const list = (status: number): string => `GET /api/v2/analytics ${status}`;
const add = (status: number): string => `POST /api/v2/suppressions ${status}`;

/** What holds for any library, once plugged in. */
export function integrationCases(name: string, integration: Integration): readonly Case[] {
  const { connect, cause = (error) => error, sendsItself = false } = integration;

  const plugged = (
    { service, account, createClient }: Context,
    options: Parameters<Context['createClient']>[0] = { credentials: account },
  ): { client: Client; calls: Calls } => {
    const client = createClient(options);
    return { client, calls: connect(client, service.baseUrl) };
  };

  /** The error that a call ends in, which must show no secret however it is printed. */
  const failure = async (
    { account, inspect }: Context,
    call: Promise<unknown>,
    ...secrets: string[]
  ): Promise<unknown> => {
    const error = await rejection(call);
    const printed = [
      inspect(error),
      String((error as Error).stack), // whatever it is, a missing stack prints as undefined
      JSON.stringify(error),
    ].join('\n');
    for (const secret of [account.password, ...secrets])
      ok(!printed.includes(secret), 'no secret in what is printed of the error');
    return error;
  };

  const isOurs = (
    error: unknown,
    expected: abstract new (...details: never[]) => TurboSMTPAuthError,
  ): void => {
    if (!sendsItself) ok(cause(error) instanceof expected, `a ${expected.name} behind the library's error`);
  };

  return theme(name, [
    {
      name: 'a call carries the key, and its answer comes back',
      async run(context) {
        const { calls } = plugged(context);
        equal(await calls.list(), nothing);
        equal(await arrived(context), [list(200)]);
        equal(await logins(context.service), 1);
      },
    },
    {
      name: 'JSON is sent as JSON',
      async run(context) {
        const { service, account } = context;
        let sent: Request | undefined;
        const fetch: typeof globalThis.fetch = (input, init) => {
          sent = new Request(input, init);
          return service.fetch(input, init);
        };
        // A library that sends by itself cannot be watched so, and a real request is spared it.
        const watched = !sendsItself && service.mode === 'in process';
        const { calls } = plugged(context, { credentials: account, ...(watched && { fetch }) });
        equal(await calls.add(emails), added);
        if (!watched) return;
        const type = sent?.headers.get('content-type') ?? '';
        ok(/^application\/json\b/.test(type), `the media type of JSON, got ${type}`);
        equal(await sent?.json(), { emails });
      },
    },
    {
      name: 'twenty calls whose key is refused are one login, and all succeed',
      async run(context) {
        const { calls } = plugged(context);
        await calls.list();
        await context.service.revokeKeys();
        const answers = await Promise.all(Array.from({ length: 20 }, () => calls.list()));
        for (const answer of answers) equal(answer, nothing);
        equal(await logins(context.service), 2);
        const statuses = (await arrived(context)).slice(1).toSorted();
        equal(statuses, [...Array(20).fill(list(200)), ...Array(20).fill(list(401))]);
      },
    },
    {
      name: 'a POST is repeated once after a renewal, with its body',
      async run(context) {
        const { calls } = plugged(context);
        await calls.list();
        await context.service.revokeKeys();
        equal(await calls.add(emails), added);
        equal(await arrived(context), [list(200), add(401), add(200)]);
      },
    },
    {
      name: 'a key that is refused again is not renewed again',
      async run(context) {
        const { client, calls } = plugged(context);
        await calls.list();
        await context.service.addFault({
          kind: 'reply',
          status: 401,
          json: { message: 'invalid_authorization_key' },
          times: 'always',
          match: { operation: 'resource' },
        });
        await failure(context, calls.list(), await client.apiKey());
        equal(await arrived(context), [list(200), list(401), list(401)]);
        equal(await logins(context.service), 2);
      },
    },
    {
      name: 'an account that is inactive is not renewed',
      async run(context) {
        const { calls } = plugged(context);
        await calls.list();
        await context.service.addFault({
          kind: 'reply',
          status: 401,
          json: { message: 'account_is_inactive' },
          match: { operation: 'resource' },
        });
        await failure(context, calls.list());
        equal(await arrived(context), [list(200), list(401)]);
        equal(await logins(context.service), 1);
      },
    },
    {
      name: 'the key goes to no other origin',
      async run(context) {
        const { client, calls } = plugged(context);
        await calls.list();
        const before = await arrived(context);
        isOurs(await failure(context, calls.list(elsewhere), await client.apiKey()), InvalidInputError);
        equal(await arrived(context), before);
      },
    },
    ...([301, 302, 303, 307, 308] as const).map(
      (status): Case => ({
        name: `a redirect with ${status} is refused, and nothing is sent to its target`,
        async run(context) {
          const { client, calls } = plugged(context);
          await calls.list();
          // On the service itself, so that its log shows whether anybody came.
          const fault = { kind: 'redirect', status, location: '/api/v2/elsewhere' } as const;
          await context.service.addFault({ ...fault, match: { operation: 'resource' } });
          const error = await failure(context, calls.add(emails), await client.apiKey());
          isOurs(error, RedirectRefusedError);
          // A page is not told the status.
          const told = Reflect.get(Object(error), 'status');
          ok(told === status || told === undefined, `the status, got ${told}`);
          equal((await arrived(context)).length, 2, 'number of calls');
        },
      }),
    ),
    {
      name: 'a POST whose connection is lost arrives as our error',
      async run(context) {
        const { client, calls } = plugged(context);
        await calls.list();
        // Always, since some runtimes send again by themselves.
        const lost = { kind: 'drop', when: 'after', times: 'always' } as const;
        await context.service.addFault({ ...lost, match: { operation: 'resource' } });
        isOurs(await failure(context, calls.add(emails), await client.apiKey()), OutcomeUnknownError);
      },
    },
    {
      name: 'a POST that the service fails at is not repeated',
      async run(context) {
        const { client, calls } = plugged(context);
        await calls.list();
        const busy = { kind: 'reply', status: 503, json: {}, times: 'always' } as const;
        await context.service.addFault({ ...busy, match: { operation: 'resource' } });
        await failure(context, calls.add(emails), await client.apiKey());
        equal(await arrived(context), [list(200), add(503)]);
      },
    },
    {
      name: 'wrong credentials arrive as our error, after one login',
      async run(context) {
        const credentials = { ...context.account, password: 'Battery-Staple-8' };
        const { calls } = plugged(context, { credentials });
        for (let time = 0; time < 2; time++) {
          const error = cause(await failure(context, calls.list(), credentials.password));
          ok(error instanceof ForbiddenError, 'a ForbiddenError');
          equal([error.code, error.status], ['wrong_credentials_specified', 403]);
        }
        equal(await logins(context.service), 1);
        equal(await arrived(context), []);
      },
    },
    {
      name: 'being signed out arrives as our error, before anything is sent',
      async run(context) {
        const { calls } = plugged(context, {});
        const error = cause(await failure(context, calls.add(emails)));
        ok(error instanceof SignedOutError, 'a SignedOutError');
        ok(isTurboSMTPAuthError(error) && /log in/i.test(error.hint), 'a hint that says to log in');
        equal(await arrived(context), []);
      },
    },
  ]);
}
