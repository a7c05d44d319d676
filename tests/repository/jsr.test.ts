import { expect, it } from 'vitest';
import { disagreements, packagesNamedIn, rangesNamedIn } from '../../tools/jsr-manifests.mjs';

const known = {
  versions: new Map([['@ours/core', '1.2.3']]),
  catalog: new Map([
    ['other', '^4.5.6'],
    ['native', '^2.0.0'],
  ]),
};
const manifest = {
  name: '@ours/deno',
  version: '1.0.0',
  license: 'MIT',
  dependencies: { '@ours/core': 'workspace:^' },
  optionalDependencies: { native: 'catalog:' },
  devDependencies: { other: 'catalog:', vitest: '^5.0.0' },
};
const entries = [
  { subpath: '.', source: 'src/index.ts' },
  { subpath: './api', source: 'src/api.ts' },
];
const deno = {
  name: '@ours/deno',
  version: '1.0.0',
  license: 'MIT',
  exports: { '.': './src/index.ts', './api': './src/api.ts' },
  imports: { '@ours/core': 'jsr:@ours/core@^1.2.3', native: 'npm:native@^2.0.0', other: 'npm:other@^4.5.6' },
};
const sources = {
  'src/index.ts': `export * from '@ours/core/files';\nimport 'node:fs';\nimport './api.ts';`,
  'src/api.ts': `import {\n  one,\n} from 'other';\nconst where = import.meta.resolve('native'); // or 'npm:native@^2.0.0'`,
};
const differences = (changed: object, texts: Record<string, string> = {}): string[] =>
  disagreements({ ...deno, ...changed }, { manifest, entries }, { ...sources, ...texts }, known);

it('is content if both files say the same, and what is bundled for npm is imported', () => {
  expect(differences({})).toEqual([]);
});

it.each<[string, object, string[]]>([
  ['name', { name: '@ours/other' }, ['name is @ours/other, but @ours/deno in package.json']],
  ['version', { version: '0.9.0' }, ['version is 0.9.0, but 1.0.0 in package.json']],
  ['licence', { license: 'ISC' }, ['license is ISC, but MIT in package.json']],
  [
    'exports',
    { exports: { '.': './src/index.ts', './more': './src/more.ts' } },
    [
      './api should be ./src/api.ts, the source of what npm gets',
      'exports ./more, which package.json does not',
    ],
  ],
  [
    'range of a dependency',
    { imports: { ...deno.imports, '@ours/core': 'jsr:@ours/core@^1.0.0' } },
    ['"@ours/core" is jsr:@ours/core@^1.0.0, but jsr:@ours/core@^1.2.3 in package.json'],
  ],
  [
    'dependencies, one too many',
    { imports: { ...deno.imports, left: 'npm:left@1' } },
    ['imports has left, which package.json does not', 'imports has left, which no source imports'],
  ],
])('says what differs in the %s', (_, changed, expected) => {
  expect(differences(changed)).toEqual(expected);
});

it('says what is missing of a dependency, optional or not', () => {
  const { native: _, ...imports } = deno.imports;
  expect(differences({ imports })).toEqual([
    'imports should have "native": "npm:native@^2.0.0", as package.json does',
    'src/api.ts imports native, which imports does not have',
    'src/api.ts names npm:native@^2.0.0, which imports does not have',
  ]);
});

it('says what a source imports that would mean nothing on JSR, and a range that is not the same', () => {
  expect(
    differences({}, { 'src/more.ts': `import 'vitest/config';\nconst range = 'npm:native@^1.0.0';` }),
  ).toEqual([
    'src/more.ts imports vitest, which imports does not have',
    'src/more.ts names npm:native@^1.0.0, which imports does not have',
  ]);
});

it('reads imports of every form, and no comment or text', () => {
  const text = `
import type { A } from '@a/b/c';
export * from "d";
import 'e/f';
const g = await import('g');
const h = import.meta.resolve('h');
/** @example import { x } from 'i'; */
// import 'j';
const script = \`import k from 'k';\`;
import 'node:fs';
import '../l.ts';
`;
  expect(packagesNamedIn(text)).toEqual(['@a/b', 'd', 'e', 'g', 'h']);
  expect(rangesNamedIn(`'npm:@a/b@^1.2.3/c' "jsr:@d/e@1"`)).toEqual(['npm:@a/b@^1.2.3', 'jsr:@d/e@1']);
});
