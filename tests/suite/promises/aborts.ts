import { TimeoutError } from '@turbosmtp-auth/core';
import { within } from '../../../tools/time-given.ts';
import { calls } from '../calls.ts';
import { type Case, theme } from '../case.ts';
import { equal, ok, refused, rejection } from '../expect.ts';
import { logins, logouts } from '../wire.ts';

/** What an abort may take, in milliseconds. */
const promptly = 50;

/** The reason is the caller's own, whatever it is: it must come back as the same object. */
const reason = { because: 'the user left' };

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const aborts: readonly Case[] = theme('aborts', [
  {
    name: 'before a call there is none',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      const signal = AbortSignal.abort(reason);
      for (const [name, call] of Object.entries(calls))
        ok(
          (await rejection(call(client, account, { signal }))) === reason,
          `the signal's reason from ${name}`,
        );
      ok((await rejection(client.apiKey({ signal }))) === reason, "the signal's reason from apiKey");
      ok(
        (await rejection(client.fetch('/analytics', { signal }))) === reason,
        "the signal's reason from fetch",
      );
      equal(await service.requests(), []);
    },
  },
  ...(
    [
      ['while there is no answer', { kind: 'delay', latency: 60_000 }],
      ['in the middle of an answer', { kind: 'stalled' }],
    ] as const
  ).map(
    ([when, fault]): Case => ({
      name: `${when} end every call at once`,
      async run({ account, service, createClient }) {
        const client = createClient();
        await client.login(account);
        for (const call of [
          (signal: AbortSignal) => client.verifyResetToken({ token: 'token' }, { signal }),
          (signal: AbortSignal) => client.requestPasswordReset({ email: account.email }, { signal }),
          (signal: AbortSignal) => client.login(account, { signal }),
          (signal: AbortSignal) => client.logout({ signal }),
        ]) {
          await service.addFault(fault);
          const before = (await service.requests()).length;
          const controller = new AbortController();
          const ended = rejection(call(controller.signal));
          while ((await service.requests()).length === before) await later(10);
          controller.abort(reason);
          ok((await within(promptly, ended)) === reason, "the signal's reason");
          await service.clearFaults();
        }
        await service.advance(120_000);
      },
    }),
  ),
  ...(
    [
      ['before the request is on its way', false],
      ['while there is no answer', true],
    ] as const
  ).map(
    // What the client watches connections with must not trip over a value that is no object: in Node that ends the process.
    ([when, arrived]): Case => ({
      name: `with any value for a reason, ${when}, reject with that value`,
      async run({ account, service, createClient }) {
        const client = createClient();
        await client.login(account);
        for (const why of ['left', '', 0, 1n, false, null, Symbol('left'), () => {}, Object.freeze({})]) {
          await client.listConsumerKeys(); // so that there is a connection that was used before
          await service.addFault({ kind: 'delay', latency: 60_000 });
          const before = (await service.requests()).length;
          const controller = new AbortController();
          const ended = rejection(client.listConsumerKeys({ signal: controller.signal }));
          if (arrived) while ((await service.requests()).length === before) await later(10);
          else await later(0);
          controller.abort(why);
          ok((await ended) === why, `the reason ${String(why)}`);
          await service.clearFaults();
        }
        await service.advance(120_000);
      },
    }),
  ),
  {
    name: 'in a back-off end it',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({ kind: 'html', status: 503, headers: { 'retry-after': '20' } });
      const controller = new AbortController();
      const ended = rejection(client.verifyResetToken({ token: 'token' }, { signal: controller.signal }));
      await later(200);
      controller.abort(reason);
      ok((await within(promptly, ended)) === reason, "the signal's reason");
      const requests = (await service.requests()).length;
      await service.advance(60_000);
      await later(50);
      equal((await service.requests()).length, requests, 'requests: none after the abort');
    },
  },
  {
    name: 'of a login under way leave no key behind',
    async run({ account, service, createClient }) {
      const client = createClient();
      await service.addFault({ kind: 'delay', replyLatency: 300, match: { operation: 'login' } });
      const controller = new AbortController();
      const ended = rejection(client.login(account, { signal: controller.signal }));
      while ((await logins(service)) === 0) await later(10);
      controller.abort(reason);
      ok((await ended) === reason, "the signal's reason");
      // Not closed, since that would undo the login as well: what nobody waits for is undone by itself. Until the
      // logout has come, no key may only mean that none has been minted yet.
      while ((await logouts(service)) === 0) await later(20);
      while ((await service.keys()).length > 0) await later(20);
      equal(await logouts(service), 1);
      equal(await client.session(), null);
    },
  },
  {
    name: 'by one of two who wait for the same login leave the other its answer',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await service.addFault({ kind: 'delay', replyLatency: 200, match: { operation: 'login' } });
      const controller = new AbortController();
      const leaving = rejection(client.apiKey({ signal: controller.signal }));
      const staying = client.apiKey();
      while ((await logins(service)) === 0) await later(10);
      controller.abort(reason);
      ok((await leaving) === reason, "the signal's reason");
      ok((await staying) !== '', 'a key');
      equal(await logins(service), 1);
      equal((await service.keys()).length, 1);
    },
  },
  {
    name: 'of client.fetch while it waits for a login end it at once',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await service.addFault({ kind: 'delay', replyLatency: 1500, match: { operation: 'login' } });
      const controller = new AbortController();
      const ended = rejection(client.fetch('/analytics', { signal: controller.signal }));
      while ((await logins(service)) === 0) await later(10);
      controller.abort(reason);
      ok((await within(promptly, ended)) === reason, "the signal's reason");
      // Sooner than it would by itself, the login that nobody waits for comes to its end.
      await service.advance(1500);
    },
  },
  {
    name: 'that come too late change nothing',
    async run({ account, createClient }) {
      const client = createClient();
      const controller = new AbortController();
      await client.login(account, { signal: controller.signal });
      controller.abort(reason);
      equal((await client.session())?.account, account.email);
    },
  },
  {
    name: 'by a deadline are a TimeoutError that says whether to try again',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({ kind: 'delay', latency: 60_000, times: 'always' });
      const error = await refused(client.verifyResetToken({ token: 'token' }, { timeout: 200 }), {
        class: TimeoutError,
        code: 'timeout',
        operation: 'verifyResetToken',
      });
      equal(error.retryable, true);
      await service.clearFaults();
    },
  },
]);
