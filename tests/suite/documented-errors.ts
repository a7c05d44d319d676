import {
  BadRequestError,
  type CodeTable,
  type ErrorCode,
  ForbiddenError,
  isErrorOf,
  NotFoundError,
  type OperationName,
  operations,
  UnauthorizedError,
} from '@turbosmtp-auth/core';
import { type Call, calls, needsKey } from './calls.ts';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';

const classOf = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
} as const;
type Status = keyof typeof classOf;

/** What the core says each operation can answer; that it says what the contract says is checked elsewhere. */
const documented = Object.values(operations).flatMap((operation) => {
  const table: CodeTable = operation.codes;
  return Object.entries(table).flatMap(([status, codes]) =>
    // The keys of the table are statuses, and its values the codes of which the union is made.
    codes.map((code) => ({ operation, status: Number(status) as Status, code: code as ErrorCode })),
  );
});

/** Refusals that the client takes for an answer instead. */
const answers: readonly { operation: OperationName; codes: readonly string[]; result: unknown }[] = [
  { operation: 'verifyResetToken', codes: ['token_is_invalid'], result: false },
  { operation: 'logout', codes: ['invalid_authorization_key'], result: { revoked: 'now' } },
  // These prove nothing about the key: a proxy that removes headers causes the first, and the second leaves the key as it was.
  {
    operation: 'logout',
    codes: ['missing_authorization_key', 'account_is_inactive'],
    result: { revoked: 'queued' },
  },
];

/** The service's answer is caused, since most of these need input that the client would not send. */
export const documentedErrors: readonly Case[] = theme(
  'documented error',
  documented.map(({ operation, status, code }) => {
    const name = operation.name as OperationName; // the table is keyed by these names
    const answer = answers.find((one) => one.operation === name && one.codes.includes(code));
    return {
      name: `${name} ${status} ${code}${answer ? ` is the answer ${JSON.stringify(answer.result)}` : ''}`,
      async run({ account, service, createClient }) {
        const client = createClient({ retry: false });
        if (needsKey(operation)) await client.login(account);
        const before = (await service.requests()).length;
        await service.addFault({
          kind: 'reply',
          status,
          json: { message: code },
          match: { operation: name },
        });
        const call = calls[name](client, account);
        if (answer) equal(await call, answer.result);
        else {
          const error = await refused(call, { class: classOf[status], code, status, operation: name });
          ok(isErrorOf(name, error), `isErrorOf('${name}')`);
          equal(error.serverCode, undefined);
          equal(error.retryable, false);
        }
        equal((await service.requests()).length, before + 1, 'number of requests');
      },
    };
  }),
);

/** Passwords that the client lets pass, since only the service knows what it counts, and the code when it counts ASCII. */
const doubtful: readonly { newPassword: string; code: ErrorCode }[] = [
  { newPassword: '\u00C4bcdefg-9', code: 'password_length_should_not_be_less_than_10_characters' },
  { newPassword: '\u00C4bcdefghi-9', code: 'password_should_contain_at_least_one_uppercase_character' },
  { newPassword: 'ABCDEFGH-9\u00E4', code: 'password_should_contain_at_least_one_lowercase_character' },
  { newPassword: 'Abcdefghi-\u0663', code: 'password_should_contain_at_least_one_digit' },
];

const natural: readonly { operation: OperationName; how: string; code: ErrorCode; call: Call }[] = [
  ...doubtful.map(({ newPassword, code }) => ({
    operation: 'changePassword' as const,
    how: 'for a password that only Unicode would accept',
    code,
    call: ((client, { password }) =>
      client.changePassword({ currentPassword: password, newPassword })) satisfies Call,
  })),
];

export const causedErrors: readonly Case[] = theme('error of the service', [
  ...natural.map(
    ({ operation, how, code, call }): Case => ({
      name: `${operation} 400 ${code} ${how}`,
      async run({ account, service, createClient }) {
        await service.setSwitches({ characterClass: 'ascii', lengthUnit: 'code points' });
        const client = createClient();
        await client.login(account);
        await refused(call(client, account), { class: BadRequestError, code, status: 400, operation });
      },
    }),
  ),
  {
    name: 'changePassword 400 invalid_mail_address for an account that is no address',
    async run({ service, createClient }) {
      const account = { email: 'not-an-address', password: 'Correct-Horse-9' };
      await service.addAccount(account);
      const client = createClient();
      await client.login(account);
      await refused(calls.changePassword(client, account), {
        class: BadRequestError,
        code: 'invalid_mail_address',
        status: 400,
        operation: 'changePassword',
      });
    },
  },
  {
    name: '401 account_is_inactive, with credentials too, is never a reason to log in again',
    async run({ service, createClient }) {
      const account = { email: 'asleep@example.com', password: 'Correct-Horse-9' };
      await service.addAccount({ ...account, active: false });
      const client = createClient({ credentials: account });
      await refused(calls.changePassword(client, account), {
        class: UnauthorizedError,
        code: 'account_is_inactive',
        status: 401,
        operation: 'changePassword',
      });
      equal((await client.fetch('/analytics')).status, 401);
      const paths = (await service.requests()).map(({ path }) => path.replace('/api/v2', ''));
      equal(paths, ['/authorize', '/change-password', '/analytics']);
    },
  },
]);
