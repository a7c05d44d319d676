import { InvalidInputError, OutcomeUnknownError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused, rejection } from './expect.ts';
import { keysAfterNextClient, logins } from './wire.ts';

const newPassword = 'Newer-Horse-10';

export const settlePasswordChange: readonly Case[] = theme('settle password change', [
  ...(
    [
      ['before', 'before it arrived'],
      ['during', 'half way back'],
      ['after', 'on its way back'],
    ] as const
  ).map(
    ([when, where]): Case => ({
      name: `says what became of a change that was lost ${where}`,
      async run({ account, service, createClient }) {
        const client = createClient();
        await client.login(account);
        // Always, because Chromium itself repeats a request, of whatever method, when a connection that it used before
        // breaks without an answer.
        await service.addFault({
          kind: 'drop',
          when,
          times: 'always',
          match: { operation: 'changePassword' },
        });
        const change = { currentPassword: account.password, newPassword };
        const error = await refused(client.changePassword(change), {
          class: OutcomeUnknownError,
          code: 'outcome_unknown',
          operation: 'changePassword',
        });
        ok(error.hint.includes('settlePasswordChange'), 'a hint how to settle it');

        const keys = (await service.keys()).length;
        const outcome = await client.settlePasswordChange({ email: account.email, ...change });
        equal(outcome, when === 'before' ? 'unchanged' : 'changed');
        equal((await service.keys()).length, keys, 'keys: what it logs in with is revoked');
        equal((await client.session())?.account, account.email);
      },
    }),
  ),
  {
    name: 'says unknown when neither password is right, or nobody answers',
    async run({ account, service, createClient }) {
      const client = createClient({ retry: false });
      const change = { email: account.email, currentPassword: 'Older-Horse-8', newPassword };
      equal(await client.settlePasswordChange(change), 'unknown');
      await service.addFault({
        kind: 'drop',
        when: 'before',
        times: 'always',
        match: { operation: 'login' },
      });
      equal(await client.settlePasswordChange({ ...change, newPassword: account.password }), 'unknown');
      equal(await service.keys(), []);
    },
  },
  {
    name: 'leaves no key behind when its caller leaves',
    async run(context) {
      const { account, service, createClient } = context;
      // A login that its caller left may take as long again as the call had: on a busy machine the answer comes late.
      for (const [replyLatency, timeout] of [[300], [1_000, 900]] as const) {
        const client = createClient({ retry: false });
        await service.addFault({ kind: 'delay', replyLatency, match: { operation: 'login' } });
        const change = {
          email: account.email,
          currentPassword: 'Older-Horse-8',
          newPassword: account.password,
        };
        const left = new AbortController();
        const before = await logins(service);
        const call = client.settlePasswordChange(
          change,
          timeout === undefined ? { signal: left.signal } : { timeout },
        );
        let over = false;
        const ended = rejection(call).finally(() => {
          over = true;
        });
        while (!over && (await logins(service)) === before)
          await new Promise((resolve) => setTimeout(resolve, 10));
        left.abort(new Error('left'));
        await ended;
        await client.close();
        equal(await keysAfterNextClient(context), []);
      }
    },
  },
  {
    name: 'refuses input that cannot be',
    async run({ account, service, createClient }) {
      const { email, password: currentPassword } = account;
      const call = createClient().settlePasswordChange({ email, currentPassword, newPassword: '' });
      await refused(call, { class: InvalidInputError, code: 'invalid_input' });
      equal(await service.requests(), []);
    },
  },
]);
