import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { circlesAmong } from './circles.ts';
import { importsIn } from './imports.ts';
import { isForeign } from './packages.ts';
import { mayImport } from './rooms.ts';

/** The arrows among files that are made up. */
async function arrows(files: Record<string, string>): Promise<[string, string][]> {
  const root = await mkdtemp(join(tmpdir(), 'rooms-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(root, 'src', dirname(file)), { recursive: true });
      await writeFile(join(root, 'src', file), text);
    }
    const name = (file: string): string => file.replace(/^src\//, '');
    return importsIn(root, 'src').map(({ from, to, specifier }) => [name(from), name(to ?? specifier)]);
  } finally {
    await rm(root, { recursive: true });
  }
}

const forms = {
  'a default import': `import b from './b.ts';`,
  'an import over several lines': `import {\n  type B,\n  b,\n} from './b.ts';`,
  'an import for its side effects': `import './b.ts';`,
  'an import of a namespace': `import * as b from "./b.ts";`,
  'an import of types': `import type { B } from './b.ts';`,
  'an import with a type in it': `import { type B } from './b.ts';`,
  'an export of names': `export { b } from './b.ts';`,
  'an export of types': `export type { B } from './b.ts';`,
  'an export of everything': `export * from './b.ts';`,
  'an export of a namespace': `export * as b from './b.ts';`,
  'an import on first use': `export const late = async () => (await import('./b.ts')).b;`,
  'a type that is imported in place': `export const list: Array<import('./b.ts').B> = [];`,
  'the type of a module': `export type Module = typeof import('./b.ts');`,
};

test.each(Object.entries(forms))('it follows %s', async (_, text) => {
  expect(await arrows({ 'a.ts': text })).toEqual([['a.ts', 'b.ts']]);
});

test.each([
  [
    'the example of a docstring',
    `/**\n * @example\n * import { b } from './b.ts';\n */\nexport const a = 1;`,
  ],
  ['a comment', `// export * from './b.ts';\n/* import('./b.ts') */ export const a = 1;`],
  ['a text', `export const a = "import './b.ts'" + \`export * from './b.ts'\${"import('./b.ts')"}\`;`],
  ['an address beside the file', `export const a = new URL('./b.ts', import.meta.url);`],
])('it does not follow %s', async (_, text) => {
  expect(await arrows({ 'a.ts': text })).toEqual([]);
});

test('it says where an import stands and what it leads to', async () => {
  const files = { 'deep/a.ts': `\nimport '../b.ts';`, 'deep/c.ts': `import './d.ts';\nimport 'valibot';` };
  expect(await arrows(files)).toEqual([
    ['deep/a.ts', 'b.ts'],
    ['deep/c.ts', 'deep/d.ts'],
    ['deep/c.ts', 'valibot'],
  ]);
});

test.each([
  ['types', `import type { A } from './a.ts';`],
  ['what is exported further', `export { a } from './a.ts';`],
  ['an import on first use', `export const late = () => import('./a.ts');`],
])('a circle through %s is found', async (_, text) => {
  const files = { 'a.ts': `import './b.ts';`, 'b.ts': `import { c } from './c.ts';`, 'c.ts': text };
  expect(circlesAmong(await arrows(files))).toEqual(['a.ts > b.ts > c.ts > a.ts']);
});

test('each circle is told once, and what only leads to one is not in it', async () => {
  const files = {
    'a.ts': `import './b.ts';`,
    'b.ts': `import './c.ts'; import './d.ts';`,
    'c.ts': `import './b.ts'; import './e.ts';`,
    'd.ts': `import './d.ts';`,
    'e.ts': `import './c.ts'; import 'valibot';`,
  };
  expect(circlesAmong(await arrows(files))).toEqual([
    'b.ts > c.ts > b.ts',
    'c.ts > e.ts > c.ts',
    'd.ts > d.ts',
  ]);
});

test('an arrow up is found, and one down is not', async () => {
  const files = {
    'session/flight.ts': `import '../call/trace.ts'; import type { A } from '../client/deep/a.ts';`,
    'call/deep/trace.ts': `export * from '../call.ts'; export const late = () => import('../../session/flight.ts');`,
  };
  expect((await arrows(files)).filter(([from, to]) => !mayImport(from, to))).toEqual([
    ['call/deep/trace.ts', 'session/flight.ts'],
    ['session/flight.ts', 'client/deep/a.ts'],
  ]);
});

test.each([
  [true, 'core/src/a.ts', '@turbosmtp-auth/node'],
  [true, 'core/src/a.ts', '@turbosmtp-auth/core/seal'],
  [true, 'core/src/a.ts', '../../node/src/b.ts'],
  [true, 'node/src/a.ts', '../cli/b.ts'],
  [true, 'node/src/a.ts', '@turbosmtp-auth/node'],
  [true, 'node/cli/a.ts', '@turbosmtp-auth/sandbox/node'],
  [true, 'node/cli/a.ts', '../../../tests/supported.ts'],
  [true, 'browser/src/a.ts', '@turbosmtp-auth/node'],
  [true, 'sandbox/node/a.ts', '@turbosmtp-auth/core'],
  [false, 'core/src/a.ts', 'valibot'],
  [false, 'core/src/deep/a.ts', '../b.ts'],
  [false, 'node/cli/a.ts', '@turbosmtp-auth/node'],
  [false, 'node/cli/a.ts', '../src/b.ts'],
  [false, 'node/cli/a.ts', '../package.json'],
  [false, 'deno/src/a.ts', '@turbosmtp-auth/core/files'],
])('that an import crosses to another package is %s: %s of %s', (foreign, file, specifier) => {
  const from = `packages/${file}`;
  const to = specifier.startsWith('.') ? posix.join(dirname(from), specifier) : undefined;
  expect(isForeign({ from, specifier, to, line: 1 })).toBe(foreign);
});
