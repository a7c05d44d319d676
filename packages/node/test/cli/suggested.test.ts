import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { account, commandLine } from './command-line.ts';

// A person pastes what a text tells them to run. So each command is complete: it may fail, but not for its own words.

const sources = ['../../cli/**/*.ts', '../../src/**/*.ts', '../../../core/src/**/*.ts'].flatMap((pattern) =>
  globSync(fileURLToPath(new URL(pattern, import.meta.url))),
);

/** Those in backticks of what is printed, and those that go on after a failure. Comments are for us. */
const suggested = new Set(
  sources.flatMap((path) => {
    const text = readFileSync(path, 'utf8').replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    return [
      ...text.matchAll(/\\?`turbosmtp-auth ((?:[a-z-]+ )*[a-z][^`$\\]*)\\?`/g),
      ...text.matchAll(/\bfollow\('([^']+)'\)/g),
    ].map(([, words = '']) => words);
  }),
);

/** What a person types, who is asked on a terminal. */
const answers: Readonly<Record<string, readonly string[]>> = {
  login: ['Correct-Horse-9'],
  'reset-password': ['a-token', 'Correct-Horse-10'],
};

it('are found', () => {
  expect([...suggested]).toContain('consumer-keys create --save --permission SEND_API');
  expect([...suggested]).toContain('login');
  expect(suggested.size).toBeGreaterThan(9);
});

it.each([...suggested])('turbosmtp-auth %s', async (words) => {
  const { run } = await commandLine();
  const { code, err } = await run(words.split(' '), {
    input: answers[words] ?? [],
    env: { TURBOSMTP_EMAIL: account.email },
  });
  expect(code, err).not.toBe(2);
});
