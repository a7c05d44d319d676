import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cannotRun, elsewhere } from './accounted.ts';
import { journeys } from './journeys/index.ts';
import { problemsOf } from './names.ts';
import { documents, readDocument, root, shellBlocks, shellBlocksOf } from './shell-blocks.ts';

// Every shell block of every document is run, here or by another test, or has a reason why it cannot be.

const names = shellBlocks.map(({ name }) => name);
const inJourneys = journeys.flatMap(({ steps }) => steps.flatMap(({ block }) => block ?? []));
const accounted = [...inJourneys, ...Object.keys(elsewhere), ...Object.keys(cannotRun)];

test('each block has a name of its own', () => {
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('each block is accounted for once, and nothing else is', () => {
  expect({
    unaccounted: names.filter((name) => !accounted.includes(name)),
    gone: accounted.filter((name) => !names.includes(name)),
    twice: accounted.filter((name, index) => accounted.indexOf(name) !== index),
  }).toEqual({ unaccounted: [], gone: [], twice: [] });
});

test.for(Object.entries(elsewhere))('another test runs %s', ([, { test: file, quotes }]) => {
  const text = readFileSync(join(root, file), 'utf8');
  for (const quote of quotes) expect(text).toContain(quote);
});

describe.for(shellBlocks)('$name', ({ code, document }) => {
  test.skipIf(process.platform === 'win32')('is shell', () => {
    expect(spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test('names only what there is', () => {
    expect(problemsOf(code, dirname(document))).toEqual([]);
  });
});

test('every command within a sentence names only what there is', () => {
  const spans = documents.flatMap((document) =>
    [...readDocument(document).matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)]
      .map(([, code = '']) => code.replace('\n', ' '))
      .filter((code) => /^(?:npx |npm (?:run|test|start)|turbosmtp-(?:auth|sandbox) )/.test(code))
      .map((code) => ({ document, code })),
  );
  expect(spans.length).toBeGreaterThan(50);
  const wrong = spans.map((span) => ({ ...span, problems: problemsOf(span.code, dirname(span.document)) }));
  expect(wrong.filter(({ problems }) => problems.length > 0)).toEqual([]);
});

describe('the list of blocks', () => {
  const listed = (text: string): string[] => shellBlocksOf('a.md', text).map(({ name }) => name);

  test.for(['sh', 'bash', 'shell', 'console', 'zsh'])('has those of the tag %s', (tag) => {
    expect(listed(`A\n\n\`\`\`${tag}\necho 1\n\`\`\`\n`)).toEqual(['a.md: echo 1']);
  });

  test('has those within a list, without its indentation', () => {
    const [block] = shellBlocksOf('a.md', '1. A\n\n   ```sh\n   a \\\n     b\n   ```\n');
    expect(block).toMatchObject({ code: 'a \\\n  b\n', line: 4 });
  });

  test('has those that only contain a command', () => {
    expect(listed('```\n$ npm install x\n```\n')).toEqual(['a.md: $ npm install x']);
    expect(listed('```text\nError: x\n```\n```ts\nnpm run x\n```\n')).toEqual([]);
  });

  test('fails on a block that never ends', () => {
    expect(() => listed('```sh\necho 1\n')).toThrow('line 2');
  });
});

describe('the names in shell', () => {
  test.for([
    ['turbosmtp-auth logn', 'turbosmtp-auth has no command logn'],
    ['a | npx --no -- turbosmtp-auth login --mail x', 'turbosmtp-auth login has no option --mail'],
    ['turbosmtp-auth consumer-keys make', 'turbosmtp-auth consumer-keys has no command make'],
    ['turbosmtp-sandbox \\\n  --ports 1', 'turbosmtp-sandbox has no option --ports'],
    ['npm trust gitlub --file a', 'npm has no command trust gitlub'],
    ['npm publish --acces public', 'npm publish has no option --acces'],
    ['npm run nothing', 'there is no script nothing'],
    ['npm run bench -- --slow', 'the script bench has no option --slow'],
    ['cd examples/none && ls', 'there is no folder examples/none'],
    ['node tools/none.mjs', 'there is no file tools/none.mjs'],
    ['turbo run build --filter="@turbosmtp-auth/none^..."', 'there is no package @turbosmtp-auth/none'],
  ])('are looked at: %s', ([code = '', problem]) => {
    expect(problemsOf(code, '.')).toEqual([problem]);
  });

  test('are not those of another command', () => {
    expect(problemsOf('turbosmtp-auth exec --consumer -- node --none x # --no', '.')).toEqual([]);
  });
});
