import { OutcomeUnknownError, TimeoutError, UnexpectedResponseError } from '@turbosmtp-auth/core';
import type { Fault } from '@turbosmtp-auth/sandbox';
import { within } from '../../../tools/time-given.ts';
import { type Case, theme } from '../case.ts';
import { type ExpectedError, equal, refused } from '../expect.ts';
import { logins } from '../wire.ts';

/** Enough for the request to be sent before it, also on a machine that does other work. */
const deadline = 1_500;

/** A tenth more than the deadline, and what goes on between two timers. */
const latest = deadline * 1.1 + 100;

/** For what is cut off by its size: long before this. */
const ample = 20_000;

const tooLong: ExpectedError = { class: UnexpectedResponseError, code: 'unexpected_response' };
/** A login that was answered 2xx may have minted a key, of which nothing can be read. */
const unread: ExpectedError = { class: OutcomeUnknownError, code: 'outcome_unknown', status: 200 };
const lost: ExpectedError = { class: OutcomeUnknownError, code: 'outcome_unknown' };
const late: ExpectedError = { class: TimeoutError, code: 'timeout' };

const bodies: readonly { what: string; fault: Fault; login: ExpectedError; verify: ExpectedError }[] = [
  { what: 'endless', fault: { kind: 'endless' }, login: unread, verify: tooLong },
  { what: 'a bomb of 200 MB', fault: { kind: 'bomb' }, login: unread, verify: tooLong },
  {
    what: 'a bomb under an error',
    fault: { kind: 'bomb', status: 403 },
    login: { ...tooLong, status: 403 },
    verify: { ...tooLong, status: 403 },
  },
  {
    what: 'one byte more than 64 KiB',
    fault: { kind: 'reply', json: { message: 'success', more: 'x'.repeat(65_537 - 31) } },
    login: unread,
    verify: tooLong,
  },
  { what: 'stalled after its headers', fault: { kind: 'stalled' }, login: lost, verify: late },
  { what: 'one byte a second', fault: { kind: 'slow' }, login: lost, verify: late },
  { what: 'no answer at all', fault: { kind: 'delay', latency: 60_000 }, login: lost, verify: late },
];

const timesFor = ({ status, code }: ExpectedError): { timeout: number; limit: number } =>
  status !== undefined || code === 'unexpected_response'
    ? { timeout: 2 * ample, limit: ample }
    : { timeout: deadline, limit: latest };

export const boundedBodies: readonly Case[] = theme('bounded bodies', [
  ...bodies.flatMap(({ what, fault, login, verify }): Case[] => [
    {
      name: `${what}, as the answer to a login`,
      async run({ account, service, createClient }) {
        const client = createClient();
        await service.addFault({ ...fault, match: { operation: 'login' } });
        const { timeout, limit } = timesFor(login);
        const call = within(limit, client.login(account, { timeout }));
        await refused(call, { ...login, operation: 'login' });
        equal(await logins(service), 1);
        equal(await client.session(), null);
        // The login goes on unattended for a while, since it may still bring a key that is to be revoked.
        await service.advance(60_000);
      },
    },
    {
      name: `${what}, as the answer to a question that may be asked again`,
      async run({ account, service, createClient }) {
        const client = createClient();
        await client.login(account);
        await service.addFault({ ...fault, times: 'always', match: { operation: 'verifyResetToken' } });
        const { timeout, limit } = timesFor(verify);
        const call = within(limit, client.verifyResetToken({ token: 'token' }, { timeout }));
        await refused(call, { ...verify, operation: 'verifyResetToken' });
      },
    },
  ]),
  {
    name: '64 KiB to the byte are read',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const json = {
        message: 'success',
        more: 'x'.repeat(65_536 - JSON.stringify({ message: 'success', more: '' }).length),
      };
      await service.addFault({ kind: 'reply', json });
      equal(await client.verifyResetToken({ token: 'token' }), true);
    },
  },
]);
