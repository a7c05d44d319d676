import { type Client, type Credentials, InvalidInputError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';

interface Wrong {
  readonly what: string;
  readonly call: (client: Client, account: Credentials) => Promise<unknown>;
  /** `path code` of each issue, in order. */
  readonly issues: readonly string[];
}

const password = 'Correct-Horse-9';
const email = 'ada@example.com';
const long = 'x'.repeat(10_000);

/** What a caller without types could pass. */
const untyped = <T>(value: unknown): T => value as T; // that it is no T is the point of these cases

const wrong: readonly Wrong[] = [
  {
    what: 'login without input',
    call: (client) => client.login(untyped(undefined)),
    issues: ['email missing_required_parameter', 'password missing_required_parameter'],
  },
  {
    what: 'login with empty values',
    call: (client) => client.login({ email: '', password: '' }),
    issues: ['email missing_required_parameter', 'password missing_required_parameter'],
  },
  {
    what: 'login with values that are not strings',
    call: (client) => client.login(untyped({ email: 7, password: ['x'], noExpire: 'yes' })),
    issues: [
      'email missing_required_parameter',
      'password missing_required_parameter',
      'noExpire not_a_boolean',
    ],
  },
  {
    what: 'login with values that are inherited',
    call: (client) => client.login(untyped(JSON.parse('{"__proto__":{"email":"a","password":"b"}}'))),
    issues: ['email missing_required_parameter', 'password missing_required_parameter'],
  },
  {
    what: 'login with an address that is too long',
    call: (client) => client.login({ email: long, password }),
    issues: ['email too_long'],
  },
  {
    what: 'login with a line end in the address',
    call: (client) => client.login({ email: 'ada@example.com\r\nX-Injected: 1', password }),
    issues: ['email control_character'],
  },
  {
    what: 'login with half an emoji',
    call: (client) => client.login({ email, password: 'Correct-Horse-9\uD83D' }),
    issues: ['password malformed_unicode'],
  },
  {
    what: 'login with a line end or a NUL in the password',
    call: (client) => client.login({ email, password: 'Correct-Horse-9\n' }),
    issues: ['password control_character'],
  },
  {
    what: 'login with a password of 10,000 characters',
    call: (client) => client.login({ email, password: long }),
    issues: ['password too_long'],
  },
  {
    what: 'changePassword without input',
    call: (client) => client.changePassword(untyped({})),
    issues: ['currentPassword current_password_is_missing', 'newPassword password_is_missing'],
  },
  {
    what: 'changePassword with an empty current password',
    call: (client) => client.changePassword({ currentPassword: '', newPassword: 'Newer-Horse-10' }),
    issues: ['currentPassword current_password_can_not_be_empty'],
  },
  {
    what: 'changePassword with a new password that breaks every rule',
    call: (client) => client.changePassword({ currentPassword: password, newPassword: '-' }),
    issues: [
      'newPassword password_length_should_not_be_less_than_10_characters',
      'newPassword password_should_contain_at_least_one_uppercase_character',
      'newPassword password_should_contain_at_least_one_lowercase_character',
      'newPassword password_should_contain_at_least_one_digit',
    ],
  },
  {
    what: 'changePassword with another confirmation',
    call: (client) =>
      client.changePassword({
        currentPassword: password,
        newPassword: 'Newer-Horse-10',
        confirmPassword: 'Newer-Horse-11',
      }),
    issues: ['confirmPassword password_should_equal_confirm_password'],
  },
  {
    what: 'changePassword to the same password',
    call: (client) => client.changePassword({ currentPassword: password, newPassword: password }),
    issues: ['newPassword new_password_should_not_equal_current_password'],
  },
  {
    what: 'requestPasswordReset without an address',
    call: (client) => client.requestPasswordReset({ email: '' }),
    issues: ['email missing_required_parameter'],
  },
  {
    what: 'verifyResetToken without a token',
    call: (client) => client.verifyResetToken({ token: '' }),
    issues: ['token forgot_password_token_is_missing'],
  },
  {
    what: 'verifyResetToken with a line end in the token',
    call: (client) => client.verifyResetToken({ token: 'a\nb' }),
    issues: ['token control_character'],
  },
  {
    what: 'resetPassword without input',
    call: (client) => client.resetPassword(untyped(null)),
    issues: ['token token_is_missing', 'newPassword password_is_missing'],
  },
  {
    what: 'resetPassword with an empty token and a short password',
    call: (client) => client.resetPassword({ token: '', newPassword: 'Short-9' }),
    issues: [
      'token token_can_not_be_empty',
      'newPassword password_length_should_not_be_less_than_10_characters',
    ],
  },
  {
    what: 'createConsumerKey without a permission',
    call: (client) => client.createConsumerKey({ permissions: [] }),
    issues: ['permissions missing'],
  },
  {
    what: 'createConsumerKey with a permission that is none',
    call: (client) => client.createConsumerKey(untyped({ permissions: ['ALL'] })),
    issues: ['permissions.0 not_a_permission'],
  },
  {
    what: 'deleteConsumerKey without a key',
    call: (client) => client.deleteConsumerKey({ key: '' }),
    issues: ['key missing_required_parameter'],
  },
];

export const invalidInput: readonly Case[] = theme(
  'invalid input',
  wrong.map(({ what, call, issues }) => ({
    name: `${what} is refused before any request`,
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      const before = await service.requests();
      const error = await refused(call(client, account), { class: InvalidInputError, code: 'invalid_input' });
      equal(
        error.issues?.map(({ path, code }) => `${path} ${code}`),
        issues,
        'issues',
      );
      equal(error.status, undefined);
      ok(!JSON.stringify(error).includes(password), 'the value not to be repeated');
      equal(await service.requests(), before, 'requests');
      equal((await client.session())?.account, account.email);
    },
  })),
);
