// What a program without types may pass to what this package makes. Each wrong value is refused with an error that names the
// argument, and repeats nothing of the value. Making a store or a lock needs nothing of Deno.

import * as core from '@turbosmtp-auth/core';
import { describe, expect, test } from 'vitest';
import { canary, failureOf, type Row, refusalOf, wrongKinds } from '../../../tools/wrong-arguments.ts';
import * as deno from '../src/index.ts';
import {
  createClient,
  type FileLockOptions,
  fileLock,
  InvalidInputError,
  type KeychainOptions,
  keychainKeyStore,
  type PermissionOptions,
  requiredPermissions,
  type SealedFileOptions,
  sealedFileKeyStore,
} from '../src/index.ts';

const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  true: true,
  'a text': canary,
  'an empty text': '',
  'a list': [canary],
  'an object': { canary },
  'an object without a prototype': Object.create(null),
  'a function': function canary() {},
  'a symbol': Symbol(canary),
};
type Kind = keyof typeof values;

interface Argument extends Row {
  readonly path: string | readonly string[];
  /** Not tried here. */
  readonly unknown?: readonly Kind[];
}

const sealingKey = new Uint8Array(32);
const objects: readonly Kind[] = ['undefined', 'an object', 'an object without a prototype'];

const everything: readonly Argument[] = [
  { what: 'createClient', path: 'options', right: objects, give: (value) => createClient(value) },
  {
    what: 'createClient: keyStore',
    path: 'keyStore',
    right: ['undefined'],
    // Core says which method is missing.
    unknown: ['null', ...objects.slice(1)],
    give: (keyStore) => createClient({ keyStore }),
  },
  {
    what: 'sealedFileKeyStore: sealingKey',
    path: 'sealingKey',
    give: (value) => sealedFileKeyStore({ directory: '', sealingKey: value }),
  },
  {
    what: 'sealedFileKeyStore: directory',
    path: 'directory',
    // Its methods say that the name is missing. A name is joined by Deno, which other tests run.
    right: ['undefined', 'an empty text'],
    unknown: ['a text'],
    give: (directory) => sealedFileKeyStore({ directory, sealingKey }),
  },
  { what: 'fileLock', path: 'options', right: objects.slice(1), give: (value) => fileLock(value) },
  {
    what: 'fileLock: directory',
    path: 'directory',
    right: ['undefined', 'a text', 'an empty text'],
    give: (directory) => fileLock({ directory }),
  },
  { what: 'keychainKeyStore', path: 'options', right: objects, give: (value) => keychainKeyStore(value) },
  {
    what: 'keychainKeyStore: timeout',
    path: 'timeout',
    right: ['undefined', 'a number'],
    give: (timeout) => keychainKeyStore({ timeout }),
  },
  {
    what: 'keychainKeyStore: lock',
    path: 'lock',
    right: ['undefined', 'a function'],
    give: (lock) => keychainKeyStore({ lock }),
  },
  {
    what: 'requiredPermissions',
    path: 'options',
    right: objects,
    give: (value) => requiredPermissions(value),
  },
  {
    what: 'requiredPermissions: region',
    path: 'region',
    right: ['undefined'],
    give: (region) => requiredPermissions({ region }),
  },
  {
    what: 'requiredPermissions: baseUrl',
    path: 'baseUrl',
    right: ['undefined'],
    give: (baseUrl) => requiredPermissions({ baseUrl }),
  },
  ...(['fetch', 'lock'] as const).map(
    (name): Argument => ({
      what: `requiredPermissions: ${name}`,
      path: name,
      right: ['undefined', 'a function'],
      give: (value) => requiredPermissions({ [name]: value }),
    }),
  ),
  {
    what: 'requiredPermissions: keyStore',
    path: 'keyStore.get',
    right: ['undefined'],
    give: (keyStore) => requiredPermissions({ keyStore }),
  },
  {
    what: 'requiredPermissions: consumer',
    path: ['consumer.key', 'consumer.secret'],
    right: ['undefined', 'a function'],
    give: (consumer) => requiredPermissions({ consumer }),
  },
  {
    what: 'requiredPermissions: consumer.secret',
    path: 'consumer.secret',
    right: ['a text'],
    give: (secret) => requiredPermissions({ consumer: { key: 'key', secret } }),
  },
];

describe.each(everything)('$what', ({ path, right = [], unknown = [], give }) => {
  test.each(wrongKinds(values, [...right, ...unknown]))('%s is refused, by its name', async (kind) => {
    const { error, thrown } = await refusalOf(InvalidInputError, () => give(values[kind]));
    expect(thrown).toBe(true);
    expect(error.issues.map(({ path }) => path)).toEqual([path].flat());
  });

  test.each(right)('%s passes', async (kind) => {
    expect(await failureOf(() => give(values[kind]))).toEqual({});
  });
});

/** Each option, as the types name them. Those of a client are in the test of core. */
const options: {
  readonly [Name in keyof OptionsOf]: { readonly [Option in keyof OptionsOf[Name]]-?: true };
} = {
  fileLock: { directory: true },
  keychainKeyStore: { timeout: true, lock: true },
  requiredPermissions: {
    baseUrl: true,
    region: true,
    consumer: true,
    keyStore: true,
    lock: true,
    fetch: true,
  },
  sealedFileKeyStore: { directory: true, sealingKey: true },
};

interface OptionsOf {
  readonly fileLock: FileLockOptions;
  readonly keychainKeyStore: KeychainOptions;
  readonly requiredPermissions: PermissionOptions;
  readonly sealedFileKeyStore: SealedFileOptions;
}

test('each option of each function of this package is tried', () => {
  const own = Object.keys(deno).filter((name) => !(name in core));
  expect(Object.keys(options).sort()).toEqual(own.sort());
  const tried = everything.map(({ what }) => what);
  const all = Object.entries(options).flatMap(([name, each]) =>
    Object.keys(each).map((option) => `${name}: ${option}`),
  );
  expect(all.filter((option) => !tried.includes(option))).toEqual([]);
});

describe('a directory that only a shell or a URL parser could find', () => {
  const makers = {
    fileLock: (directory: string) => fileLock({ directory }),
    sealedFileKeyStore: (directory: string) => sealedFileKeyStore({ directory, sealingKey }),
  };
  const directories = ['~', '~/keys', '~\\keys', 'file:///var/keys', 'file:keys', 'FILE:///var/keys'];

  test.each(Object.entries(makers))('is refused by %s', async (_, make) => {
    for (const directory of directories) {
      const { error, thrown } = await refusalOf(InvalidInputError, () => make(directory));
      expect(thrown, directory).toBe(true);
      expect(error).toMatchObject({
        reason: 'directory_not_resolved',
        issues: [{ path: 'directory', code: 'directory_not_resolved' }],
      });
    }
  });

  test('is not one that no system takes either', async () => {
    for (const make of Object.values(makers)) {
      const { error } = await refusalOf(InvalidInputError, () => make('/var/keys\0'));
      expect(error.issues).toMatchObject([{ path: 'directory', code: 'control_character' }]);
    }
  });

  test('is not one whose name is like any other', async () => {
    for (const directory of ['~keys', 'keys~', './~', 'files'])
      expect(await failureOf(() => fileLock({ directory })), directory).toEqual({});
  });
});
