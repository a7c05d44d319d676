// Every `ts` block of every markdown document, and of every docstring's example, compiles as it stands, in one run
// of tsc. What tsc says is printed with the document's own file and line.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

// Within tests/, whose package.json has every package that a document may import.
const folder = join(root, 'tests', '.docs');

const documents = globSync(
  ['*.md', '{docs,packages,apps,examples,tests,benchmarks,.github}/**/*.md', 'packages/*/{src,node}/**/*.ts'],
  {
    cwd: root,
    exclude: ['**/node_modules', '**/CHANGELOG.md', '**/dist'],
  },
);

/** The blocks of a document, each with the line on which its code begins, and the characters that lead every line. */
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
    } else
      block.code.push(
        line.startsWith(block.lead) ? line.slice(block.lead.length) : line.replace(/^\s*\*$/, ''),
      );
  }
  if (block) yield { ...block, open: true };
}

const blocks = documents.flatMap((document) => [...blocksOf(document)]);
const problems = blocks
  .filter(({ open }) => open)
  .map(({ document, line }) => `${document}:${line}: the block never ends`);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [index, { line, code }] of blocks.entries()) {
  // Blank lines before the code make tsc's line numbers those of the document.
  writeFileSync(join(folder, `block-${index}.ts`), `${'\n'.repeat(line)}${code.join('\n')}\nexport {};\n`);
}
// What a document may use of a runtime without importing it.
writeFileSync(
  join(folder, 'deno.d.ts'),
  'declare namespace Deno { const env: { get(name: string): string | undefined } }\n',
);
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { isolatedDeclarations: false, types: ['node'] },
    include: ['*.ts'],
  }),
);

const { stdout, status } = spawnSync('pnpm', ['exec', 'tsc', '-p', folder], { cwd: root, encoding: 'utf8' });
for (const line of stdout.split('\n').filter(Boolean)) {
  const [, index, at, message] = /block-(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
  problems.push(index ? `${blocks[Number(index)].document}:${at}: ${message}` : line);
}
if (status !== 0 && problems.length === 0) problems.push('tsc failed');
rmSync(folder, { recursive: true, force: true });
report(
  'docs',
  problems,
  `${blocks.length} blocks of ${new Set(blocks.map(({ document }) => document)).size} files compile`,
);
