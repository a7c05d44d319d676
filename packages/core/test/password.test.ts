import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../src/errors/errors.ts';
import { checkPassword, generatePassword, passwordRules, validatePassword } from '../src/password.ts';

const passed = (password: string) =>
  Object.fromEntries(checkPassword(password).rules.map(({ id, passed }) => [id, passed]));

describe('checkPassword', () => {
  test.each([
    ['', { length: false, uppercase: false, lowercase: false, digit: false }],
    ['Abcdefghi1', { length: true, uppercase: true, lowercase: true, digit: true }],
    ['Abcdefgh1', { length: false, uppercase: true, lowercase: true, digit: true }],
    // Five emoji: 5 code points, 10 code units, 20 bytes.
    ['😀😀😀😀😀', { length: 'maybe', uppercase: false, lowercase: false, digit: false }],
    ['ÄÖÜäöü', { length: 'maybe', uppercase: 'maybe', lowercase: 'maybe', digit: false }],
    ['ǅ', { length: false, uppercase: 'maybe', lowercase: 'maybe', digit: false }],
    ['٣', { length: false, uppercase: false, lowercase: false, digit: 'maybe' }],
    ['Ⅻ½', { length: false, uppercase: 'maybe', lowercase: false, digit: 'maybe' }],
  ])('%j', (password, expected) => {
    expect(passed(password)).toEqual(expected);
  });

  test('is ok unless a rule is definitely broken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        const { ok, rules } = checkPassword(password);
        expect(ok).toBe(!rules.some(({ passed }) => passed === false));
        expect(rules.map(({ id }) => id)).toEqual(passwordRules.map(({ id }) => id));
      }),
    );
  });

  test('refuses nothing that some reading of the rules accepts', () => {
    // Every way the contract leaves open to count and to classify.
    const lengths = [
      (p: string) => p.length,
      (p: string) => [...p].length,
      (p: string) => new TextEncoder().encode(p).length,
    ];
    const classes = [
      [/[A-Z]/, /[a-z]/, /[0-9]/],
      [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u],
      [/\p{Uppercase}/u, /\p{Lowercase}/u, /\p{N}/u],
    ];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 14 }), (password) => {
        const accepted =
          lengths.some((length) => length(password) >= 10) &&
          classes.some((all) => all.every((one) => one.test(password)));
        if (accepted) expect(validatePassword({ password })).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('says yes only where every reading does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 14 }), (password) => {
        const { length, uppercase, lowercase, digit } = passed(password);
        if (length === true) expect([...password].length).toBeGreaterThanOrEqual(10);
        if (uppercase === true) expect(password).toMatch(/[A-Z]/);
        if (lowercase === true) expect(password).toMatch(/[a-z]/);
        if (digit === true) expect(password).toMatch(/[0-9]/);
      }),
    );
  });
});

describe('validatePassword', () => {
  test('lists every issue in the contract’s order', () => {
    expect(validatePassword({ password: '-', confirm: '+', current: '-' }).map(({ rule }) => rule)).toEqual([
      'length',
      'uppercase',
      'lowercase',
      'digit',
      'confirmation',
      'unchanged',
    ]);
    expect(validatePassword({ password: '' }).map(({ code }) => code)).toEqual(['password_is_missing']);
  });

  test('compares as typed, neither trimmed nor normalised', () => {
    const password = 'Correct-Horse-9';
    expect(validatePassword({ password, confirm: ` ${password}` })).toHaveLength(1);
    expect(validatePassword({ password: 'Correct-Horse-é9', current: 'Correct-Horse-e\u03019' })).toEqual([]);
  });
});

describe('generatePassword', () => {
  test('never fails its own rules, at any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1024 }), (length) => {
        const password = generatePassword(length);
        expect(password).toHaveLength(length);
        expect(checkPassword(password).rules.every(({ passed }) => passed === true)).toBe(true);
      }),
    );
  });

  test('uses every character of its alphabet about equally often', () => {
    const counts = new Map<string, number>();
    const text = Array.from({ length: 400 }, () => generatePassword(160)).join('');
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(64);
    // 1000 of each are expected; five standard deviations are 157.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  test.each([9, 0, -1, 10.5, 1025, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a length of %d',
    (length) => {
      expect(() => generatePassword(length)).toThrow(InvalidInputError);
    },
  );
});
