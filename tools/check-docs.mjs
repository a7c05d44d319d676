// Every `ts` block of every markdown document, and of every docstring's example, compiles as it stands, in one run
// of tsc. What tsc says is printed with the document's own file and line.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const documents = globSync(
  [
    '*.md',
    '{docs,apps,examples,tests,benchmarks,.github}/**/*.md',
    'packages/*/*.md',
    'packages/*/{src,node}/**/*.ts',
  ],
  { cwd: root, exclude: ['**/node_modules', '**/dist', '**/CHANGELOG.md'] },
);

// Where a block is compiled decides what it may import: a package's own documents, what that package may; any other,
// what the tests may, which is all of ours.
const home = 'tests/.docs';
const folderOf = (document) => `${/^packages[\\/][^\\/]+/.exec(document)?.[0] ?? 'tests'}/.docs`;

/** The blocks of a document, each with the line of its fence and the characters that lead each of its lines. */
function* blocksOf(document) {
  const lines = readFileSync(join(root, document), 'utf8').split('\n');
  let block;
  for (const [index, line] of lines.entries()) {
    if (!block) {
      const [, lead] = /^(\s*(?:\* )?)```ts\s*$/.exec(line) ?? [];
      if (lead !== undefined) block = { document, line: index + 1, lead, code: [] };
    } else if (line.trim().replace(/^\* /, '') === '```') {
      yield block;
      block = undefined;
    } else {
      const { lead, code } = block;
      code.push(line.startsWith(lead) ? line.slice(lead.length) : line.replace(/^\s*\*$/, ''));
    }
  }
  if (block) yield { ...block, open: true };
}

const blocks = documents.flatMap((document) => [...blocksOf(document)]);
const problems = blocks
  .filter(({ open }) => open)
  .map(({ document, line }) => `${document}:${line}: the block never ends`);

const folders = new Set([home, ...blocks.map(({ document }) => folderOf(document))]);
const removeFolders = () => {
  for (const folder of folders) rmSync(join(root, folder), { recursive: true, force: true });
};
removeFolders();
for (const folder of folders) mkdirSync(join(root, folder));

for (const [index, { document, line, code }] of blocks.entries()) {
  // Blank lines before the code make tsc's line numbers those of the document.
  const text = `${'\n'.repeat(line)}${code.join('\n')}\nexport {};\n`;
  writeFileSync(join(root, folderOf(document), `block-${index}.ts`), text);
}
// What a document may use of a runtime without importing it.
writeFileSync(
  join(root, home, 'runtimes.d.ts'),
  `declare namespace Deno {
  const env: { get(name: string): string | undefined };
  function addSignalListener(signal: string, listener: () => void): void;
  function test(name: string, work: () => void | Promise<void>): void;
  namespace test { function beforeEach(work: () => void | Promise<void>): void }
}
// Near enough to vitest's, as far as documents use it.
declare module 'bun:test' { export { beforeEach, expect, test } from 'vitest' }
`,
);
writeFileSync(
  join(root, home, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { isolatedDeclarations: false, types: ['node'] },
    include: [...folders].map((folder) => `../../${folder}/*.ts`),
  }),
);

const { stdout, status } = spawnSync('pnpm', ['exec', 'tsc', '-p', home], { cwd: root, encoding: 'utf8' });
for (const line of stdout.split('\n').filter(Boolean)) {
  const [, index, at, message] = /block-(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
  problems.push(index ? `${blocks[Number(index)].document}:${at}: ${message}` : line);
}
if (status !== 0 && problems.length === 0) problems.push('tsc failed');
removeFolders();
report(
  'docs',
  problems,
  `${blocks.length} blocks of ${new Set(blocks.map(({ document }) => document)).size} files compile`,
);
