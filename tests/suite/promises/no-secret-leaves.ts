import type { Client, Credentials, TraceEvent } from '@turbosmtp-auth/core';
import { describeError, isTurboSMTPAuthError, memoryKeyStore } from '@turbosmtp-auth/core';
import { createApi, FetchError } from '@turbosmtp-auth/core/api';
import { type Case, theme } from '../case.ts';
import { equal, ok, rejection } from '../expect.ts';
import { captureConsole } from './captured-console.ts';
import { describeFault, everyFault } from './every-fault.ts';
import { exposures } from './exposures.ts';

/** Canaries: each secret is found by a part of it that nothing else contains. */
const secrets = {
  password: 'Canary-password-1',
  newPassword: 'Canary-newpassword-2',
  token: 'canary-token-3',
  consumerSecret: 'canary-consumer-4',
};
const pair = { key: 'canary-consumerkey-5', secret: secrets.consumerSecret };

const deadline = 200;

/** What a call of the rest of the API may carry. Any page may send this header. */
const sent = { query: { token: secrets.token }, headers: { accept: `text/${secrets.consumerSecret}` } };

/** Every call that carries a secret. */
const risky: Readonly<Record<string, (client: Client, account: Credentials) => Promise<unknown>>> = {
  login: (client, account) => client.login(account),
  changePassword: (client, { password }) =>
    client.changePassword({ currentPassword: password, newPassword: secrets.newPassword }),
  verifyResetToken: (client) => client.verifyResetToken({ token: secrets.token }),
  resetPassword: (client) => client.resetPassword({ token: secrets.token, newPassword: secrets.newPassword }),
  logout: (client) => client.logout(),
  // The answer is its caller's to read or to let go of: unread, one that never ends would keep a process alive.
  // What ends it, if it has broken off by then, is the platform's own error, as from any `fetch`.
  fetch: async (client) => void (await client.fetch('/analytics')).body?.cancel().catch(() => undefined),
  api: async (client) => void (await createApi(client)('/analytics', { ...sent, timeout: deadline })),
  'api.raw': async (client, { password }) => {
    const api = createApi(client).create({ ...sent, timeout: deadline });
    await api.raw('/suppressions', { method: 'POST', body: { password, to: secrets.newPassword } });
  },
};

export const noSecretLeaves: readonly Case[] = theme(
  'no secret leaves',
  everyFault.map((fault) => ({
    name: `through ${describeFault(fault)}`,
    async run({ service, profile, createClient, inspect, overhear }) {
      await service.addConsumer({ account: 'canary@example.com', ...pair });
      const console = captureConsole();
      const said: unknown[] = [];
      const stop = overhear((heard) => said.push(heard));
      const keys: string[] = [];
      const common = {
        timeout: deadline,
        retry: false,
        // What stores give away is for their own tests, and on a disk they would cost more than all the rest.
        keyStore: memoryKeyStore(),
        trace: (event: TraceEvent) => void said.push(event),
      } as const;
      /** Makes the call while the fault lasts, and then lets time pass, so that nothing of it waits any longer. */
      const suffer = async (call: () => Promise<unknown>): Promise<void> => {
        await service.addFault({ ...fault, times: 'always' });
        said.push(await call().catch((error: unknown) => error));
        await service.clearFaults();
        await service.advance(60_000);
      };
      try {
        for (const [verb, call] of Object.entries(risky)) {
          // Each has its own: a change of password may still arrive when its call is long over.
          const account = { email: `canary-${verb}@example.com`, password: secrets.password };
          await service.addAccount(account);
          const client = createClient({ ...common, profile: `${profile}-${verb}` });
          if (verb !== 'login') {
            await client.login(account, { timeout: 10_000 });
            keys.push(await client.apiKey());
          }
          await suffer(() => call(client, account));
          said.push(await client.session());
        }
        const consumer = createClient({ ...common, consumer: pair });
        await suffer(() => consumer.logout());
      } finally {
        stop?.();
        console.release();
      }
      equal(console.written, [], 'console');
      equal(keys.length, Object.keys(risky).length - 1, 'number of keys to look for');
      const canaries = [...Object.values(secrets), pair.key, ...keys];
      for (const value of said) {
        const texts = [...exposures(value, inspect), describeError(value)];
        if (value instanceof Error)
          ok(
            isTurboSMTPAuthError(value) || value instanceof FetchError,
            `an error of the library, got ${value.name}`,
          );
        for (const [index, canary] of canaries.entries())
          ok(
            !texts.some((text) => text.includes(canary)),
            `secret ${index} not to appear in ${inspect(value)}`,
          );
      }
    },
  })),
);

/** The walk itself must find a secret wherever one is hidden, or the promise above is worth nothing. */
export const exposuresAreFound: readonly Case[] = theme('no secret leaves', [
  {
    name: 'unnoticed by the search itself',
    async run({ inspect }) {
      const canary = 'canary-hidden-6';
      const hiding: readonly unknown[] = [
        new Error(canary),
        new Error('outer', { cause: new Error('middle', { cause: { token: canary } }) }),
        Object.defineProperty(new Error('hidden'), 'request', { value: { headers: [canary] } }),
        Object.assign(new Error('symbol'), { [Symbol('body')]: canary }),
        new (class extends Error {
          get options(): unknown {
            return { body: canary };
          }
        })('getter'),
        { toJSON: () => canary },
        new AggregateError([new Error(canary)]),
      ];
      for (const [index, value] of hiding.entries())
        ok(
          exposures(value, inspect).some((text) => text.includes(canary)),
          `canary ${index} to be found`,
        );
      const error = await rejection(Promise.reject(new Error(canary)));
      ok(
        exposures(error, () => '').some((text) => text.includes(canary)),
        'a canary in a message to be found',
      );
    },
  },
]);
