import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../src/errors/errors.ts';
import { checkProfile } from '../src/records/profile.ts';

describe('checkProfile', () => {
  it.each([
    'default',
    'a',
    'A.b_c-9',
    '.hidden',
    '-',
    'x'.repeat(64),
    'console',
    'com',
    'COM10',
    'nulls',
    'constructor',
  ])('takes %j', (name) => expect(() => checkProfile(name)).not.toThrow());

  it.each([
    '',
    '.',
    '..',
    'a.',
    '../x',
    'a/b',
    'a\\b',
    'a:b',
    'a\0b',
    'a b',
    ' a',
    'a\n',
    'é',
    'x'.repeat(65),
    'x'.repeat(300),
    'CON',
    'con',
    'Con.txt',
    'nul',
    'AUX.',
    'prn',
    'COM1',
    'lpt9.tar.gz',
    '__proto__',
  ])('refuses %j without repeating it', (name) => {
    expect(() => checkProfile(name)).toThrow(InvalidInputError);
    expect(() => checkProfile(name)).toThrow(
      expect.objectContaining({
        issues: [{ path: 'profile', code: 'invalid_profile', message: expect.any(String) }],
      }),
    );
  });

  it.each([undefined, null, 1, ['default'], { toString: () => 'default' }])(
    'refuses %j, which is no string',
    (name) => {
      expect(() => checkProfile(name as never)).toThrow(InvalidInputError);
    },
  );
});
