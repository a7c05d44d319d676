import { join } from 'node:path';
import ts from 'typescript-6';

/** What an editor shows in a program: its language service is the compiler's own. */
export interface Editor {
  /** What it shows over the first `▸` of a line: the declaration, and the docstring before its tags. */
  hover(line: string): { readonly declaration: string; readonly text: string };
  /** What it offers there, but for words of the language. */
  offers(line: string): string[];
  /** The tags of the docstring there, each with its text. */
  tags(line: string): readonly { readonly name: string; readonly text: string }[];
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
  strict: true,
};

/** Opens an editor on programs that begin with the same lines. */
export function openEditor(beginning: string): Editor {
  // It is not on the disk, but what it imports is found from there.
  const program = join(import.meta.dirname, 'program.ts');
  let text = beginning;
  let version = 0;
  const read = (file: string): string | undefined => (file === program ? text : ts.sys.readFile(file));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => import.meta.dirname,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [program],
    getScriptVersion: (file) => (file === program ? String(version) : '0'),
    getScriptSnapshot: (file) => {
      const found = read(file);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    fileExists: (file) => read(file) !== undefined,
    readFile: read,
    directoryExists: ts.sys.directoryExists,
  });

  const put = (line: string): number => {
    const at = line.indexOf('▸');
    text = `${beginning}\n${line.replace('▸', '')}\n`;
    version++;
    return beginning.length + 1 + at;
  };
  const info = (line: string): ts.QuickInfo => {
    const found = service.getQuickInfoAtPosition(program, put(line));
    if (!found) throw new Error(`nothing is shown over ${line}`);
    return found;
  };

  return {
    hover: (line) => {
      const { displayParts, documentation } = info(line);
      return {
        declaration: ts.displayPartsToString(displayParts).replace(/\nimport .*$/, ''),
        text: ts.displayPartsToString(documentation),
      };
    },
    offers: (line) =>
      (service.getCompletionsAtPosition(program, put(line), undefined)?.entries ?? [])
        .filter(({ kind }) => kind !== ts.ScriptElementKind.keyword)
        .map(({ name }) => name)
        .sort(),
    tags: (line) =>
      (info(line).tags ?? []).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) })),
  };
}
