// What a program without types may pass to what this package makes. Each wrong value is refused with an error that names the
// argument, and repeats nothing of the value. Making a store or a client needs nothing of a browser.
import { InvalidInputError } from '@turbosmtp-auth/core';
import { describe, expect, test } from 'vitest';
import { canary, failureOf, type Row, refusalOf, wrongKinds } from '../../../../tools/wrong-arguments.ts';
import {
  createClient as createExtensionClient,
  extensionKeyStore,
  type ServeOptions,
  serveClient,
} from '../../src/extension.ts';
import { createClient, indexedDBKeyStore, sessionKeyStore } from '../../src/index.ts';

const values = { null: null, 'a number': 7, 'a text': 'canary', 'a list': [], 'a function': () => {} };

describe.each([
  ['a page', createClient],
  ['an extension', createExtensionClient],
])('the client of %s', (_, create) => {
  test.each(Object.entries(values))('refuses %s as its options, and in them', (_, value) => {
    const refusals = [
      [value, 'options'],
      [{ timeout: 'canary' }, 'timeout'],
      [{ retry: null }, 'retry'],
      [{ timeout: null }, 'timeout'],
      [{ keyStore: null }, 'keyStore.describe'],
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

const kinds: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  zero: 0,
  true: true,
  false: false,
  'a text': canary,
  'an empty text': '',
  'a name of an operation': 'session',
  'a text that says false': 'false',
  'a list': [canary],
  'an empty list': [],
  'a list with a hole': new Array(1),
  'a list of a list': [['session']],
  'a list of operations': ['session', 'logout'],
  'a set': new Set(['session']),
  'an object': {},
  'a function': function canary() {},
  'a symbol': Symbol(canary),
};
type Kind = keyof typeof kinds;

interface Argument extends Row {
  /** What the issue names. */
  readonly path: string;
}

const objects: readonly Kind[] = ['undefined', 'an object'];
const texts = Object.keys(kinds).filter((kind) => typeof kinds[kind] === 'string');
const lists: readonly Kind[] = ['undefined', 'an empty list', 'a list of operations'];

const client = createExtensionClient();
const serving = (options: unknown): void => serveClient(client, options as ServeOptions)();
const own = { for: 'both', run: () => null };

const stores = { indexedDBKeyStore, sessionKeyStore, extensionKeyStore };
const everything: readonly Argument[] = [
  ...Object.entries(stores).flatMap(([what, make]): Argument[] => [
    { what, path: 'options', right: objects, give: (value) => make(value) },
    { what: `${what}: name`, path: 'name', right: ['undefined', ...texts], give: (name) => make({ name }) },
  ]),
  { what: 'serveClient', path: 'client.on', give: (value) => serveClient(value) },
  {
    what: 'serveClient: client.on',
    path: 'client.on',
    right: ['a function'],
    give: (on) => serveClient({ ...client, on }),
  },
  { what: 'serveClient: options', path: 'options', right: objects, give: serving },
  { what: 'serveClient: allow', path: 'allow', right: objects, give: (allow) => serving({ allow }) },
  ...['pages', 'contentScripts'].map(
    (name): Argument => ({
      what: `serveClient: allow.${name}`,
      path: `allow.${name}`,
      right: lists,
      give: (value) => serving({ allow: { [name]: value } }),
    }),
  ),
  {
    what: 'serveClient: allow.incognito',
    path: 'allow.incognito',
    right: ['undefined', 'true', 'false'],
    give: (incognito) => serving({ allow: { incognito } }),
  },
  {
    what: 'serveClient: answer',
    path: 'answer',
    right: objects,
    give: (answer) => serving({ answer }),
  },
  {
    what: 'serveClient: an operation of answer',
    path: 'answer.ours.for',
    give: (ours) => serving({ answer: { ours } }),
  },
  {
    what: 'serveClient: for of an operation of answer',
    path: 'answer.ours.for',

    give: (value) => serving({ answer: { ours: { ...own, for: value } } }),
  },
  {
    what: 'serveClient: run of an operation of answer',
    path: 'answer.ours.run',
    right: ['a function'],
    give: (run) => serving({ answer: { ours: { ...own, run } } }),
  },
];

describe.each(everything)('$what', ({ path, right = [], give }) => {
  test.each(wrongKinds(kinds, right))('%s is refused, by its name', async (kind) => {
    const { error, thrown } = await refusalOf(InvalidInputError, () => give(kinds[kind]));
    expect(thrown).toBe(true);
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
  });

  test.each(right)('%s passes', async (kind) => {
    expect(await failureOf(() => give(kinds[kind]))).toEqual({});
  });
});

test('an operation of answer is for pages, content scripts, or both', () => {
  for (const audience of ['pages', 'contentScripts', 'both'])
    expect(() => serving({ answer: { ours: { ...own, for: audience } } })).not.toThrow();
});
