// The shell blocks of all documents. `node documents/shell-blocks.ts` lists them, each by its name.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root: string = join(import.meta.dirname, '..', '..');

/** A block of a document that its readers copy into a shell. */
export interface ShellBlock {
  /** Its document and its first line. It stays the same if text above the block changes. */
  readonly name: string;
  readonly document: string;
  /** The line of the document on which the code begins. */
  readonly line: number;
  readonly code: string;
}

const shells = new Set(['sh', 'bash', 'shell', 'console', 'zsh']);
/** What a line begins with that belongs in a shell, although its block does not say so. */
const command =
  /^\s*(?:\$ )?(?:npm|npx|node|pnpm|yarn|bun|deno|turbosmtp-\w+|curl|cd|export|git|docker|kubectl) \S/m;

/** All blocks between fences, in their order, without the indentation of the fence. */
function* blocksOf(text: string): Generator<{ tag: string; line: number; code: string }> {
  let open: { tag: string; lead: string; line: number; code: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, lead = '', tag = ''] = /^(\s*)```(\S*)/.exec(line) ?? [];
    const fence = /^\s*```/.test(line);
    if (open && fence) {
      yield { tag: open.tag, line: open.line, code: `${open.code.join('\n')}\n` };
      open = undefined;
    } else if (open) open.code.push(line.startsWith(open.lead) ? line.slice(open.lead.length) : line);
    else if (fence) open = { tag, lead, line: index + 2, code: [] };
  }
  if (open) throw new Error(`the block of line ${open.line} never ends`);
}

/** The shell blocks of a text, also those that have no tag, or the tag of plain text, and contain a command. */
export function shellBlocksOf(document: string, text: string): ShellBlock[] {
  return [...blocksOf(text)]
    .filter(({ tag, code }) => shells.has(tag) || (['', 'text'].includes(tag) && command.test(code)))
    .map(({ line, code }) => ({
      name: `${document}: ${code.split('\n').find((each) => each.trim() !== '')}`,
      document,
      line,
      code,
    }));
}

/** The documents of the repository, without what a release writes. */
export const documents: readonly string[] = globSync(
  ['*.md', '.github/**/*.md', '{docs,apps,benchmarks,examples,packages,tests}/**/*.md'],
  { cwd: root, exclude: ['**/node_modules', '**/dist', '**/CHANGELOG.md', '**/test-results', '**/.*/**'] },
)
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

export const readDocument = (document: string): string => readFileSync(join(root, document), 'utf8');

export const shellBlocks: readonly ShellBlock[] = documents.flatMap((document) =>
  shellBlocksOf(document, readDocument(document)),
);

if (import.meta.main) for (const { name, line } of shellBlocks) console.log(`${name} (line ${line})`);
