import { InvalidInputError } from '@turbosmtp-auth/core';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { createClient as createExtensionClient } from '../../src/extension/create-client.ts';

const values = { null: null, 'a number': 7, 'a text': 'canary', 'a list': [], 'a function': () => {} };

describe.each([
  ['a page', createClient],
  ['an extension', createExtensionClient],
])('the client of %s', (_, create) => {
  test.each(Object.entries(values))('refuses %s as its options, and in them', (_, value) => {
    const refusals = [
      [value, 'options'],
      [{ timeout: 'canary' }, 'timeout'],
      [{ clock: Object(value) }, 'clock.now'],
    ] as const;
    for (const [options, path] of refusals) {
      const made = () => create(options as never);
      expect(made).toThrow(InvalidInputError);
      expect(made).toThrow(`${path}: `);
      expect(made).not.toThrow('canary');
    }
  });

  test('takes right ones, and none', () => {
    expect(() => create()).not.toThrow();
    expect(() => create({ timeout: 1, retry: { attempts: 2 } })).not.toThrow();
  });
});
