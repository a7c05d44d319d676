import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const root = join(here, '..');
const document = readFileSync(join(root, '..', 'docs', 'testing.md'), 'utf8');
const packageOf = (name: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..');
const inRoot = (name: string): string => join(root, 'node_modules', '.bin', name);

/** How each runner runs the recipe twice in one process, and how its report counts six tests that passed. */
const runners = {
  vitest: {
    recipe: 'login.test.ts',
    command: [
      process.execPath,
      join(packageOf('vitest'), 'vitest.mjs'),
      'run',
      '--root',
      'recipes/vitest',
      'twice',
    ],
    passed: /Tests .*\b6 passed/,
  },
  node: {
    recipe: 'login.test.ts',
    command: [process.execPath, 'recipes/node/twice.test.js'],
    passed: /^\S+ pass 6$/m,
  },
  jest: {
    recipe: 'login.test.js',
    command: [
      process.execPath,
      '--experimental-vm-modules',
      join(packageOf('jest'), 'bin', 'jest.js'),
      '--config=recipes/jest/jest.config.json',
      'twice',
    ],
    passed: /^Tests: +6 passed/m,
  },
  // It has no permission. Its types are checked where the document's are.
  deno: {
    recipe: 'login.test.ts',
    command: [inRoot('deno'), 'test', '--no-prompt', '--no-check', 'recipes/deno/twice.test.js'],
    passed: /\b6 passed \| 0 failed/,
  },
  bun: {
    recipe: 'login.test.ts',
    command: [inRoot('bun'), 'test', './recipes/bun/twice.test.js'],
    passed: /^ 6 pass$/m,
  },
} as const;

const run = (command = '', args: readonly string[] = []) =>
  spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    shell: process.platform === 'win32',
  });

test.for(Object.entries(runners))(
  'the recipe for %s passes twice in one process',
  { timeout: 120_000 },
  ([, runner]) => {
    const [command, ...args] = runner.command;
    const { status, stdout, stderr } = run(command, args);
    const output = stdout + stderr;
    expect(output).toMatch(runner.passed);
    expect(status, output).toBe(0);
  },
);

test('in the realm that Jest makes, files and failed connections are what they are', {
  timeout: 120_000,
}, () => {
  const [command, ...args] = runners.jest.command.with(-1, 'realm');
  const { status, stderr } = run(command, args);
  expect(stderr).toMatch(/^Tests: +6 passed/m);
  expect(status, stderr).toBe(0);
});

test.for(Object.entries(runners))(
  'the document shows the recipe for %s as it was run',
  ([name, { recipe }]) => {
    const text = readFileSync(join(here, name, recipe), 'utf8');
    expect(document).toContain(`\`\`\`${recipe.split('.').at(-1)}\n${text}\`\`\`\n`);
  },
);
