// What in a text makes a reader stop: words that name no actor, and sentences that are too long. Part of check-prose.mjs.
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript-6';

/** More words than this, and people read a sentence twice. */
export const LONGEST = 25;

/** What to write instead of a word. */
export const instead = {
  nobody: 'name who does not: "no other user", "no process"',
  whoever: '"anyone who", or name them',
  whatever: '"any", "everything that", or name it',
  whichever: '"the one that", or name it',
  'none of': '"no", "not", or name them',
  shall: '"must" or "will"',
  'is told': '"gets", "learns", or let the actor report it',
  'are told': '"get", "learn", or let the actor report it',
  thereby: '"so", or a sentence of its own',
  'given up': 'the word of the field: "expired", "revoked", "stopped", "released"',
};
const words = new RegExp(`\\b(?:${Object.keys(instead).join('|').replaceAll(' ', '\\s+')})\\b`, 'gi');

/** "Where there is no store, it …": but not a question, nor a link to a page of that title. */
const condition = /^Where\b[^,:?]*,(?!.*\?$)/s;

/** Inline code: not a word, but it can begin and end a sentence. */
const CODE = '\u0001';
const abbreviation = /\b(?:e\.g|i\.e|vs|cf|etc|No)\.$/;
/** A subject of a commit, or a header of HTTP: neither is a sentence. */
const labelled = /^(?:(?=.{1,72}$)[a-z][\w-]*(?:\([\w-]+\))?|[A-Z]\w*(?:-[A-Z]\w*)+): \S[^\n]*[^.!?\n]$/;

const blank = (text) => text.replaceAll(/[^\n]/g, '');

/** A text without what is not prose. Each line end stays, so that what is found has its line. */
function proseOf(markdown) {
  return markdown
    .replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/gs, (code) => CODE + blank(code))
    .replaceAll(/\{@link(?:code|plain)?\s+[^\s}|]+(?:[\s|]([^}]*))?\}/g, (_, words) => words ?? CODE)
    .replaceAll(/(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)/g, blank)
    .replaceAll(/<!--.*?-->|<\/?[a-z][^>]*>|<?https?:[^\s>)]+/gis, blank)
    .replaceAll(/[*_]{2}|[*_](?=\w|\p{P})|(?<=\w|\p{P})[*_]/gu, '');
}

/** The sentences of a block of prose, each with how many lines of the block stand before it. */
function* sentencesOf(block) {
  const prose = proseOf(block);
  let start = 0;
  for (const { index, 0: end } of prose.matchAll(/[.!?…]["'”’)\]]*(?=\s)|$/g)) {
    const until = index + end.length;
    if (abbreviation.test(prose.slice(start, until))) continue;
    const text = prose.slice(start, until);
    const leading = /^\s*/.exec(text)[0];
    if (text.trim())
      yield { text: text.trim(), line: prose.slice(0, start + leading.length).split('\n').length - 1 };
    start = until;
  }
}

const lengthOf = (sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const beginningOf = (sentence) =>
  sentence
    .replaceAll(CODE, '`…`')
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/\s+/g, ' ')
    .split(' ')
    .slice(0, 7)
    .join(' ');

function* problemsOf({ text: block, line }) {
  if (labelled.test(block.trim())) return;
  for (const { text, line: before } of sentencesOf(block)) {
    const at = line + before;
    for (const { 0: found, index } of text.matchAll(words)) {
      const word = found.toLowerCase().replaceAll(/\s+/g, ' ');
      const below = text.slice(0, index).split('\n').length - 1;
      yield { line: at + below, what: `"${word}": write ${instead[word]}` };
    }
    if (condition.test(text)) yield { line: at, what: '"Where …," as a condition: write "If …,"' };
    const length = lengthOf(text);
    if (length > LONGEST)
      yield {
        line: at,
        what: `${length} words in a sentence, at most ${LONGEST}: split "${beginningOf(text)} …"`,
      };
  }
}

const fence = /^\s*(```+|~~~+)/;
/** What begins a block of its own: a heading, an item of a list, a tag of a docstring. */
const opening = /^\s*(?:#{1,6}\s+|[-*+]\s+(?:\[[ x]\]\s+)?|\d+[.)]\s+|@\w+\s*(?:\{[^{}@]*\})?)/;
const alone = /^\s*(?:#{1,6}\s)/;
const isRow = (line) => /^\s*\|.*\|\s*$/.test(line);
const isRule = (line) => /^[\s|:=-]*$/.test(line);

/** The cells of a row. A bar in code, or behind a backslash, ends none. */
const cellsOf = (row) =>
  row
    .trim()
    .slice(1, -1)
    .replaceAll(/`[^`]*`/g, (code) => code.replaceAll('|', ' '))
    .split(/(?<!\\)\|/);

/** Paragraphs, headings, items and cells, each with the line on which it begins. No block of code, nor front matter. */
function* blocksOf(markdown) {
  const lines = markdown.split(/\r?\n/);
  let block;
  let closing = lines[0] === '---' ? /^---\s*$/ : undefined;
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/^\s*(?:>\s?)+/, '');
    const open = fence.exec(line);
    if (closing) {
      if (index > 0 && closing.test(line)) closing = undefined;
      continue;
    }
    const prose = !open && !isRow(line) && !isRule(line) && !/^\s*(?:\[[^\]]+\]:\s|:::)/.test(line);
    const lead = prose ? opening.exec(line) : undefined;
    if (block && (!prose || lead)) {
      yield block;
      block = undefined;
    }
    if (open) closing = new RegExp(`^\\s*${open[1]}+\\s*$`);
    else if (isRow(line) && !isRule(line)) for (const text of cellsOf(line)) yield { text, line: index + 1 };
    else if (prose) {
      const text = lead ? line.slice(lead[0].length) : line;
      if (block) block.text += `\n${text}`;
      else block = { text, line: index + 1 };
      if (alone.test(line)) {
        yield block;
        block = undefined;
      }
    }
  }
  if (block) yield block;
}

/** What is to be rewritten in a text of Markdown, each with its line. */
export const problemsInMarkdown = (markdown) =>
  [...blocksOf(markdown)].flatMap((block) => [...problemsOf(block)]);

const parsed = (code) => ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
const lineAt = (file, position) => file.getLineAndCharacterOfPosition(position).line;

/** What is to be rewritten in the docstrings and comments of a text of TypeScript. */
export function problemsInComments(code) {
  const file = parsed(code);
  const ranges = new Map();
  const collect = (node) => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(code, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(code, node.end) ?? []),
    ])
      ranges.set(range.pos, range);
    for (const child of node.getChildren(file)) collect(child);
  };
  collect(file);

  const comments = [];
  for (const { pos, end, kind } of [...ranges.values()].sort((one, other) => one.pos - other.pos)) {
    const line = lineAt(file, pos);
    const block = kind === ts.SyntaxKind.MultiLineCommentTrivia;
    const text = code.slice(pos, end).replace(block ? /^\/\*+ ?|\s*\*\/$/g : /^\/\/+ ?/, '');
    const follows = /^\s*$/.test(code.slice(code.lastIndexOf('\n', pos) + 1, pos));
    const previous = comments.at(-1);
    // Lines of comment right below each other are one text; what stands behind code is not.
    if (!block && follows && previous?.follows && previous.next === line) {
      previous.text += `\n${text}`;
      previous.next += 1;
    } else
      comments.push({
        line,
        next: line + 1,
        follows: !block && follows,
        text: block
          ? text
              .replace(/\s*\*\/$/, '')
              .split('\n')
              .map((each) => each.replace(/^\s*\* ?/, ''))
              .join('\n')
          : text,
      });
  }
  return comments.flatMap(({ text, line }) =>
    problemsInMarkdown(text).map((problem) => ({ ...problem, line: problem.line + line })),
  );
}

/** The text of a literal, or of several that are added up; a value in it counts as one word. */
function literalOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce((text, { literal }) => `${text}X${literal.text}`, node.head.text);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [literalOf(node.left), literalOf(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? 'X'}${right ?? 'X'}`;
}

/** What is to be rewritten in the sentences that a text of TypeScript has as literals. */
export function problemsInLiterals(code) {
  const file = parsed(code);
  const problems = [];
  const collect = (node) => {
    const text = literalOf(node);
    const line = lineAt(file, node.getStart(file));
    if (text?.includes(' '))
      problems.push(
        ...problemsInMarkdown(text).map((problem) => ({ ...problem, line: problem.line + line })),
      );
    if (text === undefined || ts.isTemplateExpression(node)) ts.forEachChild(node, collect);
  };
  collect(file);
  return problems;
}

/** Where people read what we write. */
const places = [
  {
    files: [
      '*.md',
      '.changeset/*.md',
      '{docs,apps,examples,tests,benchmarks,.github}/**/*.md',
      'packages/*/*.md',
      'packages/*/{src,test,node,cli}/**/*.md',
    ],
    problems: problemsInMarkdown,
  },
  { files: ['packages/*/src/**/*.ts', 'packages/sandbox/{bin,node}/**/*.ts'], problems: problemsInComments },
  {
    files: ['packages/*/src/**/*.ts', 'packages/node/cli/**/*.ts', 'packages/sandbox/{bin,node}/**/*.ts'],
    // Programs as texts: for a process, a thread, Redis or a shell.
    except: ['packages/*/src/**/*-{script,scripts}.ts', 'packages/node/cli/completion/{bash,fish,zsh}.ts'],
    problems: problemsInLiterals,
  },
];

/** What is to be rewritten below a folder, one line each, and how many files were read. */
export function proseOfTree(root) {
  const problems = [];
  const read = new Set();
  for (const place of places) {
    const exclude = ['**/node_modules', '**/dist', '**/CHANGELOG.md', ...(place.except ?? [])];
    for (const file of globSync(place.files, { cwd: root, exclude }).sort()) {
      const name = file.replaceAll(sep, '/');
      read.add(name);
      for (const { line, what } of place.problems(readFileSync(join(root, file), 'utf8')))
        problems.push(`${name}:${line}: ${what}`);
    }
  }
  return { problems, files: read.size };
}
