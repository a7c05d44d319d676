import { inspect } from 'node:util';
import {
  type Client,
  ForbiddenError,
  InvalidInputError,
  isTurboSMTPAuthError,
  OutcomeUnknownError,
  RedirectRefusedError,
  SignedOutError,
} from '@turbosmtp-auth/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { accountOf, ada, type Service, startService } from './service.ts';

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

/** What holds for any library, once plugged in. */
export function describeIntegration(name: string, integration: Integration): void {
  const { connect, cause = (error) => error, sendsItself = false } = integration;

  const start = async (): Promise<Service> => {
    const service = await startService();
    onTestFinished(() => service[Symbol.asyncDispose]());
    return service;
  };

  /** The error that a call ends in, which must show no secret however it is printed. */
  const failure = async (call: Promise<unknown>, ...secrets: string[]): Promise<unknown> => {
    const error = await call.then(
      () => expect.unreachable('the call must fail'),
      (thrown: unknown) => thrown,
    );
    const printed = [
      inspect(error, { depth: 20, showHidden: true, getters: true }),
      String((error as Error).stack), // whatever it is, a missing stack prints as undefined
      JSON.stringify(error),
    ].join('\n');
    for (const secret of [ada.password, ...secrets]) expect(printed).not.toContain(secret);
    return error;
  };

  describe(name, () => {
    test('a call carries the raw key, and its answer comes back', async () => {
      const service = await start();
      const account = accountOf(service);
      const answer = await connect(account, service.baseUrl).list();
      expect(answer).toEqual({ count: 0, results: [] });
      expect(service.calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
        'GET /api/v2/analytics',
      ]);
      expect(service.calls()[0]?.headers.get('authorization')).toBe(await account.apiKey());
      expect(service.logins()).toBe(1);
    });

    test('twenty calls whose key is refused are one login, and all succeed', async () => {
      const service = await start();
      const account = accountOf(service);
      const calls = connect(account, service.baseUrl);
      await calls.list();
      const key = await account.apiKey();
      service.sandbox.keys.revokeAll();
      const answers = await Promise.all(Array.from({ length: 20 }, () => calls.list()));
      expect(answers).toEqual(Array.from({ length: 20 }, () => ({ count: 0, results: [] })));
      expect(service.logins()).toBe(2);
      const refused = service.calls().filter(({ headers }) => headers.get('authorization') === key);
      expect(refused).toHaveLength(1 + 20);
    });

    test('a POST is repeated once after a renewal, with its body', async () => {
      const service = await start();
      const calls = connect(accountOf(service), service.baseUrl);
      await calls.list();
      service.sandbox.keys.revokeAll();
      expect(await calls.add(emails)).toMatchObject({ message: 'success' });
      const [refused, repeated, ...more] = service.calls().slice(1);
      expect(more).toEqual([]);
      for (const post of [refused, repeated]) {
        expect(post?.method).toBe('POST');
        expect(post?.headers.get('content-type')).toMatch(/^application\/json\b/);
        expect(JSON.parse(Buffer.from(post?.body ?? '', 'latin1').toString())).toEqual({ emails });
      }
      expect(repeated?.headers.get('authorization')).not.toBe(refused?.headers.get('authorization'));
    });

    test('a key that is refused again is not renewed again', async () => {
      const service = await start();
      const account = accountOf(service);
      const calls = connect(account, service.baseUrl);
      await calls.list();
      service.sandbox.faults.add({
        kind: 'reply',
        status: 401,
        json: { message: 'invalid_authorization_key' },
        times: 'always',
        match: { operation: 'resource' },
      });
      await failure(calls.list(), await account.apiKey());
      expect(service.calls()).toHaveLength(3);
      expect(service.logins()).toBe(2);
    });

    test('an account that is inactive is not renewed', async () => {
      const service = await start();
      const calls = connect(accountOf(service), service.baseUrl);
      await calls.list();
      service.sandbox.faults.add({
        kind: 'reply',
        status: 401,
        json: { message: 'account_is_inactive' },
        match: { operation: 'resource' },
      });
      await failure(calls.list());
      expect(service.calls()).toHaveLength(2);
      expect(service.logins()).toBe(1);
    });

    test('the key goes to no other origin', async () => {
      const service = await start();
      const account = accountOf(service);
      const calls = connect(account, service.baseUrl);
      await calls.list();
      const error = await failure(calls.list(service.elsewhere), await account.apiKey());
      if (!sendsItself) expect(cause(error)).toBeInstanceOf(InvalidInputError);
      expect(service.strayed).toEqual([]);
    });

    test.for([301, 302, 303, 307, 308] as const)(
      'a redirect with %i is refused, and nothing is sent to its target',
      async (status) => {
        const service = await start();
        const account = accountOf(service);
        const calls = connect(account, service.baseUrl);
        await calls.list();
        const location = `${service.elsewhere}/suppressions`;
        service.sandbox.faults.add({ kind: 'redirect', status, location, match: { operation: 'resource' } });
        const error = await failure(calls.add(emails), await account.apiKey());
        if (!sendsItself) expect(cause(error)).toBeInstanceOf(RedirectRefusedError);
        expect(error).toMatchObject({ status });
        expect(service.strayed).toEqual([]);
      },
    );

    test('a lost connection fails the call, and a POST is not repeated', async () => {
      const service = await start();
      const account = accountOf(service);
      const calls = connect(account, service.baseUrl);
      await calls.list();
      service.sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'resource' } });
      const error = await failure(calls.add(emails), await account.apiKey());
      if (!sendsItself) expect(cause(error)).toBeInstanceOf(OutcomeUnknownError);
      expect(service.calls()).toHaveLength(2);
    });

    test('wrong credentials arrive as our error, after one login', async () => {
      const service = await start();
      const credentials = { ...ada, password: 'Battery-Staple-8' };
      const calls = connect(accountOf(service, { credentials }), service.baseUrl);
      for (let time = 0; time < 2; time++) {
        const error = cause(await failure(calls.list(), credentials.password));
        expect(error).toBeInstanceOf(ForbiddenError);
        expect(error).toMatchObject({ code: 'wrong_credentials_specified', status: 403 });
      }
      expect(service.logins()).toBe(1);
      expect(service.calls()).toEqual([]);
    });

    test('being signed out arrives as our error, before anything is sent', async () => {
      const service = await start();
      const error = cause(await failure(connect(accountOf(service, {}), service.baseUrl).add(emails)));
      expect(error).toBeInstanceOf(SignedOutError);
      expect(isTurboSMTPAuthError(error) && error.hint).toMatch(/log in/i);
      expect(service.calls()).toEqual([]);
    });
  });
}
