import type { Client, Credentials, TraceEvent } from '@turbosmtp-auth/core';
import { describeError, isTurboSMTPAuthError } from '@turbosmtp-auth/core';
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

const deadline = 400;

/** Every call that carries a secret. */
const risky: Readonly<Record<string, (client: Client, account: Credentials) => Promise<unknown>>> = {
  login: (client, account) => client.login(account),
  changePassword: (client, { password }) =>
    client.changePassword({ currentPassword: password, newPassword: secrets.newPassword }),
  verifyResetToken: (client) => client.verifyResetToken({ token: secrets.token }),
  resetPassword: (client) => client.resetPassword({ token: secrets.token, newPassword: secrets.newPassword }),
  logout: (client) => client.logout(),
  fetch: (client) => client.fetch('/analytics'),
};

export const noSecretLeaves: readonly Case[] = theme(
  'no secret leaves',
  everyFault.map((fault) => ({
    name: `through ${describeFault(fault)}`,
    async run({ service, createClient, inspect }) {
      const account = { email: 'canary@example.com', password: secrets.password };
      await service.addAccount(account);
      await service.addConsumer({ account: account.email, ...pair });
      const console = captureConsole();
      const said: unknown[] = [];
      const trace = (event: TraceEvent): void => void said.push(event);
      const keys = new Set<string>();
      try {
        for (const [verb, call] of Object.entries(risky)) {
          const signedIn = createClient({ trace, timeout: deadline, retry: false });
          if (verb !== 'login') keys.add(await signedIn.login(account).then(() => signedIn.apiKey()));
          await service.addFault({ ...fault, times: 'always' });
          // A fetch resolves with whatever the service answers; everything else of it is the caller's to print.
          said.push(await call(signedIn, account).catch((error: unknown) => error), await signedIn.session());
          await service.clearFaults();
          await signedIn.logout();
        }
        const consumer = createClient({ trace, timeout: deadline, retry: false, consumer: pair });
        await service.addFault({ ...fault, times: 'always' });
        said.push(await consumer.logout().catch((error: unknown) => error));
      } finally {
        console.release();
      }
      equal(console.written, [], 'console');
      ok(keys.size > 0, 'keys to look for');
      const canaries = [...Object.values(secrets), pair.key, ...keys];
      for (const value of said.filter((one) => !(one instanceof Response))) {
        const texts = [...exposures(value, inspect), describeError(value)];
        if (value instanceof Error)
          ok(isTurboSMTPAuthError(value), `an error of the library, got ${value.name}`);
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
