import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { errorOf, invalidInput, storageError } from '../src/errors/build.ts';
import { clientHint } from '../src/errors/client-hints.ts';
import type { ErrorCode } from '../src/errors/codes.ts';
import { describeError } from '../src/errors/describe-error.ts';
import { english } from '../src/errors/english.ts';
import { issueTexts } from '../src/errors/issue-texts.ts';
import { french } from '../src/locales/french.ts';
import { german } from '../src/locales/german.ts';
import { italian } from '../src/locales/italian.ts';
import { spanish } from '../src/locales/spanish.ts';
import { operations } from '../src/operations/index.ts';
import { check } from '../src/standard-schema.ts';

const languages = { italian, spanish, french, german };
const codes = Object.keys(english) as ErrorCode[]; // it has no other keys

/** How often a text is found in another. */
const times = (text: string, part: string): number => text.split(part).length - 1;

test.each(codes)('%s says what happened and what to do, wherever only a stack is printed', (code) => {
  const error = errorOf(code);
  const [sentence, hint] = english[code];
  expect(error.message).toBe(`${sentence} ${hint}`);
  expect(String(error.stack)).toContain(hint);
  expect(describeError(error)).toBe(error.message);
});

test('a printer that lists properties says the hint once', () => {
  const error = storageError('storage_denied', { reason: 'vault_sealed', hint: 'Unseal the vault.' });
  expect(error.hint).toBe('Unseal the vault.');
  expect(Object.keys(error)).toEqual(['code', 'reason', 'retryable']);
  expect(times(inspect(error), 'Unseal the vault.')).toBe(1);
  expect(times(describeError(error), 'Unseal the vault.')).toBe(1);
});

test('as JSON it has its name, its texts and what is known', () => {
  const retryAt = new Date(0);
  const error = errorOf('rate_limited', { status: 429, operation: 'login', retryable: true, retryAt });
  expect(JSON.parse(JSON.stringify({ error }))).toEqual({
    error: {
      name: 'RateLimitedError',
      code: 'rate_limited',
      message: english.rate_limited.join(' '),
      hint: english.rate_limited[1],
      status: 429,
      operation: 'login',
      retryable: true,
      retryAt: retryAt.toISOString(),
    },
  });
});

test('an invalid input says which fields are wrong, in the language asked for', () => {
  const issues = [
    { path: 'email', code: 'missing_required_parameter' },
    { path: 'newPassword', code: 'password_should_contain_at_least_one_digit' },
    { path: 'label', code: 'too_long' },
  ];
  const error = errorOf('invalid_input', { issues });
  const [sentence, hint] = english.invalid_input;
  expect(error.issues?.map(({ message }) => message)).toEqual([
    'It is missing.',
    english.password_should_contain_at_least_one_digit[0],
    'It is too long.',
  ]);
  const fields = (error.issues ?? []).map(({ path, message }) => `${path}: ${message}`);
  expect(error.message).toBe([sentence, ...fields, hint].join(' '));
  expect(describeError(error)).toBe(error.message);
  for (const texts of Object.values(languages))
    expect(describeError(error, texts)).toBe(
      [
        texts.invalid_input[0],
        `email: ${texts.issues['missing_required_parameter']}`,
        `newPassword: ${texts.password_should_contain_at_least_one_digit[0]}`,
        `label: ${texts.issues['too_long']}`,
        texts.invalid_input[1],
      ].join(' '),
    );
});

test('a hint that says what is wrong with a field is said once, after its name', () => {
  const error = invalidInput('baseUrl', 'not_https', clientHint('not_https'));
  expect(error.issues[0]?.message).toBe(error.hint);
  expect(error.message).toBe(`${english.invalid_input[0]} baseUrl: ${error.hint}`);
  for (const texts of Object.values(languages))
    expect(describeError(error, texts)).toBe(
      `${texts.invalid_input[0]} baseUrl: ${texts.reasons['not_https']}`,
    );
});

test('the author of a store may say what is wrong with an option, in words of their own', () => {
  const error = invalidInput('bucket', 'not_a_bucket', { message: 'It is a folder.' });
  expect(error.issues).toEqual([{ path: 'bucket', code: 'not_a_bucket', message: 'It is a folder.' }]);
  expect(invalidInput('bucket', 'not_a_bucket').issues[0]?.message).toBe('It is not a bucket.');
  expect(describeError(error, german)).toContain('bucket: It is a folder.');
});

test('every sentence for a field is one sentence, in every language, and no two are equal', () => {
  const seen = new Set<string>(Object.values(issueTexts));
  expect(seen.size).toBe(Object.keys(issueTexts).length);
  for (const { issues } of Object.values(languages)) {
    expect(Object.keys(issues)).toEqual(Object.keys(italian.issues));
    for (const sentence of Object.values(issues)) {
      expect(sentence).toMatch(/^\p{Lu}.*[^.\s]\.$/u);
      expect(seen).not.toContain(sentence);
      seen.add(sentence);
    }
  }
});

/** Inputs that are wrong in every way there is. */
const wrong: readonly unknown[] = [
  {},
  { email: '', password: '', token: '', key: '', currentPassword: '', newPassword: '', noExpire: 'x' },
  { email: 'a\n', password: 'b\r', token: 'c\n', key: '..', label: 'd\n', ips: 'e', permissions: ['f'] },
  { email: '\ud800', password: '\ud800', token: '\ud800', key: '\ud800', currentPassword: '\ud800' },
  { email: 'a'.repeat(9999), password: 'b'.repeat(9999), token: 'c'.repeat(9999), key: 'd'.repeat(9999) },
];

test('no field of an operation can be wrong without a sentence in every language', () => {
  const found = new Set(
    Object.values(operations).flatMap(({ request }) =>
      wrong.flatMap((input) => (check(request, input).issues ?? []).map(({ code }) => code)),
    ),
  );
  expect(found.size).toBeGreaterThan(10);
  for (const code of found)
    for (const [name, texts] of Object.entries(languages))
      expect(code in texts.issues || code in texts, `${code} in ${name}`).toBe(true);
});
