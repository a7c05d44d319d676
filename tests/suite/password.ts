import {
  checkPassword,
  generatePassword,
  InvalidInputError,
  passwordRules,
  validatePassword,
} from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok } from './expect.ts';

type Verdict = true | false | 'maybe';

/** For each password: length, uppercase, lowercase, digit. */
const verdicts: Readonly<Record<string, readonly [Verdict, Verdict, Verdict, Verdict]>> = {
  '': [false, false, false, false],
  'Correct-Horse-9': [true, true, true, true],
  'Nine-ch-9': [false, true, true, true],
  'Ten-char-9': [true, true, true, true],
  'no-upper-case-9': [true, false, true, true],
  'NO-LOWER-CASE-9': [true, true, false, true],
  'No-Digit-Here': [true, true, true, false],
  // Nine code points, ten or more bytes.
  '\u00C4bcdefg-9': ['maybe', 'maybe', true, true],
  '\u00C4BCDEFGH-\u00E4\u0663': [true, true, 'maybe', 'maybe'],
  // Five emoji: five code points, ten code units, twenty bytes.
  '\u{1F40E}\u{1F40E}\u{1F40E}\u{1F40E}\u{1F40E}': ['maybe', false, false, false],
  // A titlecase letter is neither upper nor lower to ASCII.
  '\u01C5-\u01C5-\u01C5-\u01C5-\u01C5-9': [true, 'maybe', 'maybe', true],
};

export const password: readonly Case[] = theme('password', [
  ...Object.entries(verdicts).map(
    ([text, expected]): Case => ({
      name: `checkPassword(${JSON.stringify(text)}) is ${expected.join(', ')}`,
      async run() {
        const { ok: allowed, rules } = checkPassword(text);
        equal(
          rules.map(({ passed }) => passed),
          expected,
        );
        equal(allowed, !expected.includes(false));
        equal(
          rules.map(({ id }) => id),
          passwordRules.map(({ id }) => id),
        );
      },
    }),
  ),
  {
    name: 'validatePassword names every reason in the order of the contract',
    async run() {
      const issues = validatePassword({ password: '-', confirm: '+', current: '-' });
      equal(
        issues.map(({ rule }) => rule),
        ['length', 'uppercase', 'lowercase', 'digit', 'confirmation', 'unchanged'],
      );
      equal(validatePassword({ password: 'Correct-Horse-9', confirm: 'Correct-Horse-9' }), []);
      equal(
        validatePassword({ password: '' }).map(({ code }) => code),
        ['password_is_missing'],
      );
      ok(
        issues.every(({ description }) => description !== ''),
        'a description of each',
      );
    },
  },
  {
    name: 'generatePassword meets its own rules at every length it takes, and repeats nothing',
    async run() {
      const made = [10, 11, 20, 64, 1024].flatMap((length) =>
        Array.from({ length: 50 }, () => {
          const text = generatePassword(length);
          equal(text.length, length);
          ok(
            checkPassword(text).rules.every(({ passed }) => passed === true),
            `${text} to meet every rule for certain`,
          );
          return text;
        }),
      );
      equal(new Set(made).size, made.length);
      equal(generatePassword().length, 20);
    },
  },
  {
    name: 'generatePassword refuses lengths it cannot honour',
    async run() {
      for (const length of [9, 1025, 10.5, Number.NaN, Number.POSITIVE_INFINITY, -20]) {
        let thrown: unknown;
        try {
          generatePassword(length);
        } catch (error) {
          thrown = error;
        }
        ok(thrown instanceof InvalidInputError, `${length} to be refused with InvalidInputError`);
      }
    },
  },
  {
    name: 'a generated password is one that the service takes',
    async run({ account, createClient }) {
      const client = createClient();
      await client.login(account);
      const newPassword = generatePassword(10);
      await client.changePassword({ currentPassword: account.password, newPassword });
      await client.login({ ...account, password: newPassword });
    },
  },
]);
