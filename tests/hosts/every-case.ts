import { libraries } from '../integrations/libraries.ts';
import type { Case } from '../suite/case.ts';
import { suite } from '../suite/index.ts';

/** All that is run on every runtime. The libraries are apart from the suite: what takes guards out of the core has no use for them. */
export const everyCase: readonly Case[] = [...suite, ...libraries];

/** Whose outcome the runtime's own fetch decides: bodies, redirects, and libraries that make requests of their own. */
const ofTheFetch = ['log in', 'use the key', 'createApi', 'nothing reaches a redirect target'];

/** Whose outcome the store, the lock and the `createClient` of an adapter decide as well. */
const ofTheAdapter = [
  ...ofTheFetch,
  'log out',
  'invalid input',
  'whole journey',
  'logout wins',
  'login is a transaction',
  'tests of clients',
];

const casesOf = (titles: readonly string[]): readonly Case[] =>
  suite.filter(({ name }) => titles.some((title) => name.startsWith(`${title}: `)));

/** What can be run. */
export const selections = {
  all: everyCase,
  'of-the-fetch': [...casesOf(ofTheFetch), ...libraries],
  'of-the-adapter': casesOf(ofTheAdapter),
} as const;

export type Selection = keyof typeof selections;
