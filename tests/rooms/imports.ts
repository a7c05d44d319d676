import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** One import, of a value or of a type, in whichever of its forms. */
export interface Import {
  /** The importing file, from the root. */
  from: string;
  line: number;
  specifier: string;
  /** The imported file, from the root. Undefined for a package. */
  to: string | undefined;
}

const forms = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The literals that are imported from, in a syntax tree or a part of one. */
function* literals(node: unknown): Generator<{ value: string; start: number }> {
  if (!isObject(node)) return;
  const { source } = node;
  if (forms.has(String(node['type'])) && isObject(source)) {
    const { value, start } = source;
    if (typeof value === 'string' && typeof start === 'number') yield { value, start };
  }
  for (const part of Object.values(node)) yield* literals(part);
}

function importsOf(root: string, from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  return [...literals(parseAst(text, { lang: 'ts' }, from))].map(({ value: specifier, start }) => ({
    from,
    line: text.slice(0, start).split('\n').length,
    specifier,
    to: /^\.{1,2}(\/|$)/.test(specifier) ? posix.join(dirname(from), specifier) : undefined,
  }));
}

/** The TypeScript files of a folder and the folders in it, from the root. */
export const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .sort();

/** Every import of the files of some folders. */
export const importsIn = (root: string, ...folders: string[]): Import[] =>
  folders.flatMap((folder) => filesIn(root, folder)).flatMap((file) => importsOf(root, file));
